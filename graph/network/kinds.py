"""The kinds of actors and relations, and how firm a relation is."""

from __future__ import annotations

from graph.namespaces import expand
from graph.network.said import Facts, Said

#: Kind of edge: the class of its statements, the role of the one side, the role of the other.
#: Where the roles differ the edge points from the first to the second.
KINDS = {
    "partnership": ("pfr:Partnership", "pfr:participant", "pfr:participant"),
    "agreement": ("pfr:Agreement", "pfr:party", "pfr:party"),
    "visit": ("pfr:Visit", "pfr:guest", "pfr:host"),
    "project": ("pfr:Project", "pfr:funder", "pfr:location"),
    "engagement": ("pfr:Engagement", "pfr:initiator", "pfr:counterpart"),
    "trade": ("pfr:TradeLink", "pfr:area", "pfr:market"),
    "gate": ("pfr:GateStatus", "pfr:ofGate", "pfr:ofGate"),
    "membership": ("pfr:Membership", "org:member", "org:organization"),
}
#: Kind of node: its classes; the first that fits counts. Provinces are told apart by their country.
ACTORS = {
    "mission": ("pfr:DiplomaticMission",),
    "country": ("pfr:Country",),
    "province": ("pfr:Province",),
    "gate": ("pfr:BorderGatePair", "pfr:BorderGate"),
    "person": ("foaf:Person",),
    "place": ("pfr:Place",),
    "organisation": ("pfr:Organisation",),
}
#: How firm an edge is: as firm as the firmest of its statements.
STATES = ("actual", "planned", "proposed", "unstated", "ended")


def actor_kind(facts: Facts, iri: str) -> str:
    """Return the kind of node that a thing is; provinces at home and abroad are two."""
    said = facts.thing(iri)
    kind = next((kind for kind, classes in ACTORS.items() if said.is_a(classes)), "organisation")
    if kind != "province":
        return kind
    return "home" if said.one("pfr:country") == expand("country:VN") else "abroad"


def kind_of(said: Said) -> str:
    """Return the kind of edge that a statement makes; nothing for other things."""
    return next((kind for kind, (class_name, *_) in KINDS.items() if said.is_a([class_name])), "")


def state_of(kind: str, said: Said, as_of: str) -> str:
    """Return how firm a statement is on a day (see STATES)."""
    modality = said.code("pfr:modality") or "unstated"
    if modality == "actual" and kind != "visit":  # a visit that is over has not lapsed
        lapsed = "" < said.one("pfr:validTo") < as_of
        return "ended" if lapsed or said.code("pfr:endStatus") == "ended" else "actual"
    return modality if modality in STATES else "unstated"
