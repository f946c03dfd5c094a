"""The words of the page, Vietnamese and English, and dates as each language writes them.

>>> day("2019-11-01", "month", "vi"), day("2019-11-01", "month", "en")
('11/2019', 'Nov 2019')
"""

from __future__ import annotations

from graph.network import Said

LANGUAGES = ("vi", "en")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: Each message in the order of LANGUAGES.
_MESSAGES = {
    "title": ("Mạng lưới quan hệ đối ngoại cấp tỉnh", "Network of provincial foreign relations"),
    "title-about": ("Quan hệ đối ngoại", "Foreign relations"),
    "nodes": ("thực thể", "actors"),
    "edges": ("quan hệ", "relations"),
    "statements": ("dữ kiện", "facts"),
    "search": ("Tìm, không cần dấu (phím /)", "Search, accents optional (key /)"),
    "hits": ("Kết quả tìm", "Search results"),
    "no-hit": ("Không tìm thấy", "Nothing found"),
    "fit": ("Vừa khung", "Fit"),
    "switch": ("English", "Tiếng Việt"),
    "legend": ("Chú giải", "Legend"),
    "legend-nodes": ("Thực thể", "Actors"),
    "legend-edges": ("Quan hệ", "Relations"),
    "legend-lines": ("Đường nối", "Lines"),
    "line-actual": ("đang có hoặc đã diễn ra", "in force or took place"),
    "line-planned": ("mới dự kiến", "only planned"),
    "line-proposed": ("mới đề xuất, hoặc không rõ", "only proposed, or not stated"),
    "line-ended": ("đã kết thúc, hết hiệu lực", "ended or lapsed"),
    "line-width": ("Nét đậm hơn: nhiều dữ kiện hơn", "Thicker: more facts"),
    "network": ("Sơ đồ mạng", "Network diagram"),
    "details": ("Chi tiết", "Details"),
    "hint": (
        "Bấm vào một thực thể hay một đường nối để xem dữ kiện, hiệu lực và nguồn.",
        "Click an actor or a line to see the facts, their validity and their sources.",
    ),
    "empty": (
        "Không có quan hệ nào để vẽ: kho dữ liệu không chứa dữ kiện nối hai thực thể.",
        "There is no relation to draw: the store holds no fact that links two actors.",
    ),
    "no-script": (
        "Trang này cần JavaScript để vẽ sơ đồ; trang không tải gì từ mạng.",
        "This page needs JavaScript to draw; it loads nothing from the network.",
    ),
    "as-of": ("Hiệu lực xét theo nguồn mới nhất, ngày", "Validity as of the latest source,"),
    "offline": ("Trang tự chứa, không tải gì từ mạng.", "Self-contained page; it loads nothing from the network."),
    "kind-home": ("Tỉnh, thành Việt Nam", "Vietnamese province"),
    "kind-abroad": ("Địa phương nước ngoài", "Foreign province"),
    "kind-country": ("Quốc gia, vùng lãnh thổ", "Country or territory"),
    "kind-organisation": ("Tổ chức", "Organisation"),
    "kind-mission": ("Cơ quan đại diện ngoại giao", "Diplomatic mission"),
    "kind-gate": ("Cửa khẩu, cặp cửa khẩu", "Border gate or pair"),
    "kind-person": ("Người", "Person"),
    "kind-place": ("Địa điểm khác", "Other place"),
    "edge-partnership": ("Quan hệ đối tác", "Partnership"),
    "edge-agreement": ("Thỏa thuận", "Agreement"),
    "edge-visit": ("Thăm, làm việc", "Visit or talks"),
    "edge-project": ("Dự án", "Project"),
    "edge-engagement": ("Tiếp xúc, vận động", "Contact or approach"),
    "edge-trade": ("Xuất nhập khẩu", "Trade"),
    "edge-gate": ("Cửa khẩu", "Border gate"),
    "edge-membership": ("Chức vụ", "Post"),
    "modality-actual": ("thực tế", "actual"),
    "modality-planned": ("dự kiến", "planned"),
    "modality-proposed": ("đề xuất", "proposed"),
    "modality-ended": ("đã kết thúc", "ended"),
    "modality-unstated": ("không rõ tính chất", "not stated"),
    "lapsed": ("đã hết hiệu lực", "lapsed"),
    "validity": ("Hiệu lực", "Validity"),
    "time": ("Thời gian", "Time"),
    "signed": ("Ký", "Signed"),
    "type": ("Loại", "Type"),
    "field": ("Lĩnh vực", "Field"),
    "subject": ("Nội dung", "Subject"),
    "note": ("Lưu ý", "Note"),
    "wording": ("Chữ trong nguồn", "Words of the source"),
    "source": ("Nguồn", "Source"),
    "speaker": ("Người nói", "Speaker"),
    "country": ("Nước", "Country"),
    "code": ("Mã", "Code"),
    "confidence-from-context": ("suy từ ngữ cảnh", "from context"),
    "confidence-uncertain": ("chưa chắc chắn", "uncertain"),
    "undated": ("không rõ ngày", "undated"),
    "not-before": ("không sớm hơn", "not before"),
    "from": ("từ", "from"),
    "until": ("đến hết", "until"),
    "no-dates": ("nguồn không nêu thời gian", "the source gives no dates"),
    "end-ongoing": ("đang tiếp diễn theo nguồn", "ongoing according to the source"),
    "end-unknown": ("chưa rõ kết thúc", "end unknown"),
    "end-ended": ("đã kết thúc, không rõ ngày", "ended, date not stated"),
}


def messages(language: str) -> dict[str, str]:
    """Return all messages of the page in one language."""
    position = LANGUAGES.index(language)
    return {key: texts[position] for key, texts in _MESSAGES.items()}


def day(date: str, precision: str, language: str) -> str:
    """Write an ISO date as far as it is known."""
    year, month, number = date[:4], date[5:7], date[8:10]
    parts = {"year": 1, "month": 2}.get(precision, 3)
    if language == "vi":
        return "/".join(part for part in [number, month, year][3 - parts :] if part)
    named = _MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= len(_MONTHS) else month
    return " ".join(part for part in [number.lstrip("0"), named, year][3 - parts :] if part)


def validity(said: Said, language: str) -> str:
    """Say for when a statement holds; an unknown end is never read as "until now"."""
    words = messages(language)
    start, end = said.one("pfr:validFrom"), said.one("pfr:validTo")
    first = day(start, said.code("pfr:fromPrecision"), language) if start else ""
    last = day(end, said.code("pfr:toPrecision"), language) if end else ""
    if first and first == last:
        return first
    status = said.code("pfr:endStatus")
    spans = [f"{words['from']} {first}"] if first else []
    if last:
        spans.append(f"{words['until']} {last}")
    elif status:
        spans.append(words.get(f"end-{status}", status) if spans or status != "unknown" else words["no-dates"])
    return (f"{spans[0]} ({spans[1]})" if first and not last and status else " ".join(spans)) if spans else ""
