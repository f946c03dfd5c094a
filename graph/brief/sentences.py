"""Put statements into an officer's sentences, one way for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.brief.facts import Fact
from graph.brief.words import WORDS, dated, listed, number, sign, span, when
from graph.labels import Labels
from graph.names import sort_key


class Speaker:
    """Says facts in one language; the things the briefing is ``about`` are named first."""

    def __init__(self, labels: Labels, about: Sequence[NamedNode], commitments: Sequence[Fact] = ()) -> None:
        self.lang = labels.lang
        self.words = WORDS[labels.lang]
        self._labels = labels
        self._places: dict[object, int] = {node: place for place, node in enumerate(about)}
        self._commitments = {fact.node: fact for fact in commitments}
        self._kinds: dict[str, Callable[[Fact], str]] = {
            "Partnership": self._partnership,
            "Visit": self._visit,
            "Project": self._project,
            "FinancialCommitment": lambda fact: self.brief(fact) + ".",
            "Figure": lambda fact: self.brief(fact) + ".",
            "GateStatus": self._gate,
            "Membership": self._post,
            "PolicyDocument": self._document,
        }

    def trade(self, facts: Sequence[Fact]) -> str:
        """Return what trade links of one direction have in common as one sentence."""
        products: dict[str, list[str]] = {}
        for fact in facts:
            markets = sorted(map(self.label, fact.values.get("pfr:market", ())), key=sort_key)
            products.setdefault(self.names(fact, "pfr:product"), []).extend(markets)
        said = [
            self.words["market"].format(product=product, markets=listed(sorted(set(found), key=sort_key), self.lang))
            if (found := products[product])
            else product
            for product in sorted(products, key=sort_key)
        ]
        return self.words[facts[0].code("pfr:direction")].format(names=listed(said, self.lang))

    def say(self, fact: Fact) -> str:
        """Return the sentence for a fact."""
        # A plan is told by its name: the sentence for a relation or a post would say that it exists.
        by_name = fact.is_plan and fact.kind in ("Partnership", "GateStatus", "Membership")
        return self._contact(fact) if by_name else self._kinds.get(fact.kind, self._contact)(fact)

    def brief(self, fact: Fact) -> str:
        """Return a fact as a list of several names it: its name, its amount, its day."""
        known = fact.date("pfr:knownFrom")
        time = self.period(fact) or (dated(known, self.lang) if known else "")
        return self._timed(fact, time, self.amount(fact))

    def label(self, term: object) -> str:
        """Return the name of a thing."""
        return self._labels.say(term)

    def names(self, fact: Fact, prop: str) -> str:
        """Return the values of a property as a sentence lists them, or nothing."""
        nodes = sorted(fact.values.get(prop, ()), key=lambda node: (self._place(node), sort_key(self.label(node))))
        return listed([self.label(node) for node in nodes], self.lang)

    def agreement(self, fact: Fact) -> tuple[str, str, str]:
        """Return an agreement as a row: what it is, when it was signed, and its term."""
        what = self._joined(
            self.label(fact.node),
            self._part("signed-at", fact, "pfr:signedAt"),
            self._part("signatories", fact, "pfr:signatory"),
            self._part("fields", fact, "pfr:field"),
        )
        signed = fact.date("pfr:signedOn")
        missing = self.words["not-given"]
        return what, dated(signed, self.lang) if signed else missing, self.period(fact) or missing

    def figure(self, fact: Fact) -> tuple[str, str, str]:
        """Return a figure as a row: what is counted, how much, and when."""
        return self.label(fact.node), self.amount(fact), self.period(fact) or self.words["not-given"]

    def amount(self, fact: Fact) -> str:
        """Return a number with what limits it and its unit; nothing is converted."""
        value = fact.text("pfr:value") or fact.text("pfr:amount")
        if not value:
            return ""
        bound = "" if fact.code("pfr:bound") in ("", "exact") else self.names(fact, "pfr:bound")
        whole = fact.text("pfr:of")
        written = number(Decimal(value), self.lang) + (f"/{number(Decimal(whole), self.lang)}" if whole else "")
        unit = fact.code("pfr:unit")
        named = "" if unit in ("", "count") else sign(unit, self.lang) or self.names(fact, "pfr:unit")
        return " ".join(filter(None, (bound, written, named))).replace(" %", "%")

    def period(self, fact: Fact) -> str:
        """Return the day or the two ends of a fact in short, or nothing."""
        start, end = (
            fact.date("pfr:asOf", "pfr:validFrom", "pfr:periodStart"),
            fact.date("pfr:validTo", "pfr:periodEnd"),
        )
        if start and end:
            return span(start, end, self.lang)
        if start and fact.code("pfr:endStatus") == "ongoing" and fact.kind != "GateStatus":
            return self.words["from"].format(day=dated(start, self.lang))
        return dated(start or end, self.lang) if start or end else ""

    def _partnership(self, fact: Fact) -> str:
        start, known = fact.date("pfr:validFrom"), fact.date("pfr:knownFrom")
        told = [self.names(fact, "pfr:relationType")]
        if start:
            told.append(self.words["since"].format(when=when(start, self.lang)))
        if not fact.is_plan:
            told.append(self.words.get(self._status(fact), ""))
            told.append("" if start else self._attested(known))
        return self.words["relation"].format(sides=self.names(fact, "pfr:participant"), told="".join(told))

    def _visit(self, fact: Fact) -> str:
        hosts = self.names(fact, "pfr:host")
        return self._ended(
            self._timed(fact),
            self._part("heads", fact, "pfr:head"),
            self._part("guests", fact, "pfr:guest") if hosts else "",
            self._part("hosts", fact, "pfr:host"),
            self._part("venue", fact, "pfr:venue"),
            self._text("subject", fact, "pfr:subject"),
        )

    def _project(self, fact: Fact) -> str:
        promised = [
            self.amount(each) + (f" ({self.period(each)})" if self.period(each) else "")
            for node in fact.values.get("pfr:commitment", ())
            if (each := self._commitments.get(node)) is not None  # type: ignore[call-overload]  # a term of any kind
        ]
        return self._ended(
            self._timed(fact),
            self._part("funding", fact, "pfr:fundingKind"),
            self._part("funders", fact, "pfr:funder"),
            self.words["commitments"].format(names=listed(promised, self.lang)) if promised else "",
            self._part("location", fact, "pfr:location"),
            self._text("subject", fact, "pfr:subject"),
        )

    def _gate(self, fact: Fact) -> str:
        event, level = self.names(fact, "pfr:gateEvent"), self.names(fact, "pfr:gateLevel")
        said = f"{event} ({level})" if event and level else event or level
        start = fact.date("pfr:validFrom")
        time = f", {when(start, self.lang)}" if start else self._attested(fact.date("pfr:knownFrom"))
        return f"{self.names(fact, 'pfr:ofGate')}: {said}{time}."

    def _post(self, fact: Fact) -> str:
        time = f" ({self.period(fact)})" if self.period(fact) else self._attested(fact.date("pfr:knownFrom"))
        left = "" if fact.text("pfr:validTo") else self.words.get(f"post-{self._status(fact)}", "")
        return f"{self.names(fact, 'org:member')}: {self.label(fact.node)}{time}{left}."

    @staticmethod
    def _status(fact: Fact) -> str:
        return "ended" if fact.code("pfr:modality") == "ended" else fact.code("pfr:endStatus")

    def _attested(self, known: str) -> str:
        return self.words["attested"].format(when=when(known, self.lang)) if known else ""

    def _document(self, fact: Fact) -> str:
        name, issued, code = self._timed(fact), fact.date("pfr:issuedOn"), fact.text("pfr:documentNumber")
        return self._ended(
            name,
            self.words["number"].format(text=code) if code and code not in name else "",
            self.words["issued"].format(when=when(issued, self.lang)) if issued else "",
            self._part("issuer", fact, "pfr:issuer"),
            self._text("subject", fact, "pfr:subject"),
        )

    def _contact(self, fact: Fact) -> str:
        return self._ended(
            self._timed(fact),
            self._part("initiators", fact, "pfr:initiator"),
            self._part("counterparts", fact, "pfr:counterpart"),
            self._text("subject", fact, "pfr:subject"),
        )

    def _timed(self, fact: Fact, time: str = "", amount: str = "") -> str:
        """Return a name, with its amount, and with its time unless the name itself says it."""
        name, shown = self.label(fact.node), time or self.period(fact)
        said = f"{name}: {amount}" if amount else name
        return said if not shown or shown.replace(" ", "") in name.replace(" ", "") else f"{said} ({shown})"

    def _part(self, word: str, fact: Fact, prop: str) -> str:
        names = self.names(fact, prop)
        return self.words[word].format(names=names) if names else ""

    def _text(self, word: str, fact: Fact, prop: str) -> str:
        name = self.label(fact.node).casefold()
        texts = [
            value.value
            for value in fact.values.get(prop, ())
            if isinstance(value, Literal) and value.language in (None, self.lang) and value.value.casefold() not in name
        ]
        return self.words[word].format(text="; ".join(texts)) if texts else ""

    def _ended(self, *parts: str) -> str:
        return self._joined(*parts) + "."

    @staticmethod
    def _joined(*parts: str) -> str:
        return "; ".join(filter(None, parts))

    def _place(self, node: object) -> int:
        return self._places.get(node, len(self._places))
