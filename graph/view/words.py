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
    "nodes-one": ("thực thể", "actor"),
    "edges": ("đường nối", "links"),
    "edges-one": ("đường nối", "link"),
    "statements": ("dữ kiện", "facts"),
    "statements-one": ("dữ kiện", "fact"),
    "search": ("Tìm tỉnh, nước, tổ chức (không cần dấu)", "Find a province, country, organisation"),
    "hits": ("Kết quả tìm", "Search results"),
    "no-hit": ("Không tìm thấy", "Nothing found"),
    "switch": ("English", "Tiếng Việt"),
    "tools": ("Công cụ", "Tools"),
    "save-png": ("Lưu hình PNG", "Save as a PNG picture"),
    "save-svg": ("Lưu hình SVG", "Save as an SVG picture"),
    "theme": ("Nền tối", "Dark background"),
    "close": ("Đóng", "Close"),
    "zoom": ("Phóng to, thu nhỏ", "Zoom"),
    "nearer": ("Phóng to (phím +)", "Zoom in (key +)"),
    "farther": ("Thu nhỏ (phím −)", "Zoom out (key −)"),
    "fit": ("Vừa khung (phím 0)", "Fit to the frame (key 0)"),
    "views": ("Cách xem", "Views"),
    "view-network": ("Sơ đồ", "Network"),
    "view-matrix": ("Ma trận", "Matrix"),
    "view-table": ("Bảng", "Table"),
    "layout": ("Bố cục", "Layout"),
    "layout-force": ("mạng", "network"),
    "layout-columns": ("cột", "columns"),
    "layout-map": ("bản đồ", "map"),
    "filters": ("Chú giải và bộ lọc", "Legend and filters"),
    "legend": ("Chú giải", "Legend"),
    "legend-nodes": ("Thực thể", "Actors"),
    "legend-edges": ("Dữ kiện theo loại", "Facts by kind"),
    "legend-lines": ("Dữ kiện theo tính chất", "Facts by standing"),
    "line-actual": ("đang có, đã diễn ra", "in force, took place"),
    "line-planned": ("mới dự kiến", "only planned"),
    "line-proposed": ("mới đề xuất, không rõ", "proposed, not stated"),
    "line-ended": ("đã kết thúc, hết hạn", "ended or lapsed"),
    "line-width": ("Nét đậm hơn: nhiều dữ kiện hơn", "Thicker: more facts"),
    "partner-country": ("Nước", "Country"),
    "all-countries": ("mọi nước", "all countries"),
    "clear": ("Bỏ mọi bộ lọc", "Clear filters"),
    "years": ("Thời gian", "Time"),
    "years-short": ("năm", "year"),
    "year": ("Năm", "Year"),
    "all-years": ("mọi năm", "all years"),
    "years-off": (
        "Bấm hay kéo qua các năm để lọc. Đậm: bắt đầu trong năm; nhạt: được biết là có.",
        "Click or drag over years to filter. Dark: begins in the year; light: known to hold.",
    ),
    "years-on": ("Chỉ những gì được biết là có khi đó.", "Only what is known to hold then."),
    "years-undated": ("không rõ ngày chỉ hiện ở «mọi năm».", "without a date appear only under “all years”."),
    "hold": ("được biết là có", "known to hold"),
    "begin": ("bắt đầu", "begin"),
    "matrix-caption": (
        "Số dữ kiện nối mỗi tỉnh với mỗi nước; bấm một số để xem dữ kiện và nguồn.",
        "Facts that link each province with each country; click a number for the facts and their sources.",
    ),
    "total": ("Tổng", "Total"),
    "actors": ("Thực thể", "Actors"),
    "relation": ("Loại", "Kind"),
    "fact": ("Dữ kiện", "Fact"),
    "until-column": ("Đến", "Until"),
    "modality": ("Tính chất", "Standing"),
    "open-ongoing": ("đang tiếp diễn", "ongoing"),
    "open-unknown": ("chưa rõ", "not known"),
    "open-ended": ("đã kết thúc", "ended"),
    "shown": ("đang hiện", "shown"),
    "show-more": ("Hiện thêm", "Show more"),
    "other-names": ("Tên khác", "Other names"),
    "linked-to": ("Liên kết với, theo nước", "Linked to, by country"),
    "no-country": ("Cửa khẩu và thực thể khác", "Border gates and others"),
    "short-planned": ("mới dự kiến", "only planned"),
    "short-proposed": ("mới đề xuất", "only proposed"),
    "short-unstated": ("không rõ", "not stated"),
    "short-ended": ("đã kết thúc", "ended"),
    "filtered-out": ("khác bị bộ lọc ẩn.", "more hidden by the filters."),
    "nothing-now": ("Bộ lọc không để lại quan hệ nào ở đây.", "The filters leave no relation here."),
    "passage": ("Nguyên văn", "Passage"),
    "place-in-text": ("Vị trí trong văn bản: ký tự", "Place in the text: characters"),
    "keys": (
        "Phím mũi tên đi theo đường nối, Enter mở chi tiết, Esc bỏ chọn, cộng và trừ phóng to thu nhỏ, 0 vừa khung. "
        "Bảng cho cùng những dữ kiện này.",
        "Arrow keys walk along the lines, Enter opens the details, Esc clears, plus and minus zoom, 0 fits. "
        "The table gives the same facts.",
    ),
    "network": ("Sơ đồ mạng", "Network diagram"),
    "details": ("Chi tiết", "Details"),
    "hint": (
        "Bấm vào một hình hay một đường nối để xem dữ kiện, hiệu lực và nguồn.",
        "Click a shape or a line to see its facts, for when they hold, and their sources.",
    ),
    "empty": (
        "Không có quan hệ nào để vẽ: kho dữ liệu không chứa dữ kiện nối hai thực thể.",
        "There is no relation to draw: the store holds no fact that links two actors.",
    ),
    "no-script": (
        "Trang này cần JavaScript để vẽ sơ đồ; trang không tải gì từ mạng.",
        "This page needs JavaScript to draw; it loads nothing from the network.",
    ),
    "as-of": ("hiệu lực xét đến ngày", "validity as of"),
    "offline": ("trang tự chứa, không tải gì từ mạng", "self-contained, loads nothing from the network"),
    "kind-home": ("Tỉnh, thành Việt Nam", "Vietnamese province"),
    "kind-abroad": ("Địa phương nước ngoài", "Foreign province"),
    "kind-country": ("Quốc gia, vùng lãnh thổ", "Country or territory"),
    "kind-organisation": ("Tổ chức", "Organisation"),
    "kind-mission": ("Cơ quan đại diện", "Diplomatic mission"),
    "kind-gate": ("Cửa khẩu", "Border gate or pair"),
    "kind-person": ("Người", "Person"),
    "kind-place": ("Địa điểm khác", "Other place"),
    "kind-event-agreement": ("Thỏa thuận (sự kiện)", "Agreement (event)"),
    "kind-event-visit": ("Chuyến thăm (sự kiện)", "Visit (event)"),
    "kind-event-project": ("Dự án (sự kiện)", "Project (event)"),
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
