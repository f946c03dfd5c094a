"""The words of a briefing in both languages, and how dates and numbers are written in them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

WORDS = {
    "vi": {
        "and": " và ",
        "title-one": "Tài liệu tóm tắt: {one}",
        "title-two": "Tài liệu tóm tắt: quan hệ {one} – {other}",
        "within": "{label} ({country})",
        "standing": "Tình hình đến ngày {day}",
        "standing-between": "Tình hình từ ngày {start} đến ngày {day}",
        "basis": "Bộ dữ liệu provincial-kg {version}; nguồn mới nhất: {newest}. Mỗi câu có chú thích nguồn; "
        "chú thích không nói gì thêm nghĩa là nguồn nêu rõ.",
        "basis-empty": "Bộ dữ liệu provincial-kg {version}; chưa có nguồn nào.",
        "between": "Quan hệ giữa {one} và {other}",
        "relations": "Quan hệ đối tác và thỏa thuận",
        "events": "Đoàn, tiếp xúc, viện trợ, biên giới",
        "about": "Thông tin chung về {one}",
        "plans": "Kế hoạch, đề xuất (chưa phải việc đã làm)",
        "matters": "Vấn đề cần xác minh, còn thiếu",
        "profile": "Khái quát",
        "partnership": "Quan hệ đối tác",
        "in-force": "Thỏa thuận đang có hiệu lực",
        "expiring": "Thỏa thuận sắp hết hạn (trong {days} ngày)",
        "open": "Thỏa thuận chưa rõ thời hạn",
        "future": "Thỏa thuận chưa đến ngày có hiệu lực",
        "expired": "Thỏa thuận đã hết hạn",
        "visits": "Các chuyến thăm, cuộc gặp",
        "contacts": "Tiếp xúc khác",
        "projects": "Dự án, viện trợ",
        "gates": "Cửa khẩu",
        "trade": "Thương mại",
        "posts": "Nhân sự, chức vụ",
        "figures": "Số liệu",
        "policies": "Văn bản chính sách",
        "planned": "Dự kiến",
        "proposed": "Đề xuất",
        "conflicts": "Các nguồn chưa thống nhất",
        "gaps": "Còn thiếu, cần theo dõi",
        "notes": "Chú thích",
        "sources": "Nguồn tài liệu",
        "agreements": "Thỏa thuận",
        "agreement": "Văn kiện",
        "signed": "Ngày ký",
        "term": "Thời hạn",
        "figure": "Chỉ tiêu",
        "value": "Giá trị",
        "time": "Thời điểm, thời kỳ",
        "not-given": "không nêu",
        "names": "Tên gọi: {label}; cách viết khác: {others}.",
        "lao": "Tên tiếng Lào: {names}.",
        "kind": "{label}: {told}.",
        "of-country": " của {country}",
        "code": "mã ISO 3166 {code}",
        "borders": "Có chung đường biên giới với {states}.",
        "state-with": "{neighbours} ({state})",
        "position": "vị trí khoảng {latitude} độ vĩ {ns}, {longitude} độ kinh {ew}",
        "north": "Bắc",
        "south": "Nam",
        "east": "Đông",
        "west": "Tây",
        "former": "Đơn vị trước đây: {units}.",
        "former-unit": "{label} (đến {until})",
        "replaced": "Không còn là đơn vị riêng từ sau {until}; nay thuộc {label}.",
        "partners": "Đối tác đã biết ({number}): {names}.",
        "relation": "Quan hệ giữa {sides}: {told}.",
        "since": ", từ {when}",
        "attested": "; được ghi nhận từ {when}",
        "ongoing": ", đang tiếp diễn",
        "unknown": "; chưa rõ hiện còn tiếp diễn hay không",
        "ended": "; đã kết thúc",
        "post-unknown": "; chưa rõ hiện còn giữ chức hay không",
        "post-ended": "; đã thôi giữ chức",
        "fields": "lĩnh vực: {names}",
        "signed-at": "ký tại {names}",
        "signatories": "người ký: {names}",
        "heads": "dẫn đầu: {names}",
        "guests": "khách: {names}",
        "hosts": "chủ nhà: {names}",
        "venue": "tại {names}",
        "subject": "nội dung: {text}",
        "funding": "nguồn vốn: {names}",
        "funders": "bên cấp vốn: {names}",
        "location": "địa bàn: {names}",
        "commitments": "cam kết: {names}",
        "initiators": "bên chủ động: {names}",
        "counterparts": "với: {names}",
        "number": "số {text}",
        "issued": "ban hành {when}",
        "issuer": "nơi ban hành: {names}",
        "export": "Hàng xuất khẩu: {names}.",
        "import": "Hàng nhập khẩu: {names}.",
        "market": "{product} (thị trường: {markets})",
        "all-uncertain": "theo một nguồn chưa chắc chắn",
        "uncertain": "có chi tiết chưa chắc chắn",
        "nothing": "Chưa biết điều nào.",
        "nothing-of": "Bộ dữ liệu chưa có thông tin về: {names}.",
        "nothing-then": "Không có thông tin có căn cứ thuộc thời gian này về: {names}.",
        "left-out": "{number} điều khác không nêu ở đây, vì không có căn cứ cho thấy thuộc thời gian này.",
        "projects-by-name": "dự án được nêu tên",
        "scoped": " (phạm vi từng con số: xem chú thích)",
        "no-matters": "Không thấy nguồn trái nhau.",
        "characters": "ký tự {start}–{end}",
        "row": "dòng {row}",
        "sheet-row": "{sheet}, dòng {row}",
        "speaker": "lời {name}",
        "undated": "không ghi ngày",
        "not-before": "không ghi ngày, không sớm hơn {when}",
        "remark": "Lưu ý: {text}",
        "reference": "Dữ liệu tham chiếu của bộ dữ liệu",
        "matches": "trùng khớp {names}",
        "from": "từ {day}",
        "cited": "đã dẫn ở chú thích {number}",
        "back": "về chỗ dẫn",
        "page": "Trang",
    },
    "en": {
        "and": " and ",
        "title-one": "Briefing: {one}",
        "title-two": "Briefing: relations between {one} and {other}",
        "within": "{label} ({country})",
        "standing": "As of {day}",
        "standing-between": "From {start} to {day}",
        "basis": "Dataset provincial-kg {version}; newest source: {newest}. Every statement has a note; a note that "
        "says nothing further means that the source states it outright.",
        "basis-empty": "Dataset provincial-kg {version}; no source yet.",
        "between": "Relations between {one} and {other}",
        "relations": "Partnerships and agreements",
        "events": "Visits, contacts, aid, border",
        "about": "General information on {one}",
        "plans": "Plans and proposals (not yet facts)",
        "matters": "To be verified, and not known",
        "profile": "Profile",
        "partnership": "Partnership",
        "in-force": "Agreements in force",
        "expiring": "Agreements about to expire (within {days} days)",
        "open": "Agreements whose term is not known",
        "future": "Agreements not yet in force",
        "expired": "Expired agreements",
        "visits": "Visits and meetings",
        "contacts": "Other contacts",
        "projects": "Projects and aid",
        "gates": "Border gates",
        "trade": "Trade",
        "posts": "Persons in posts",
        "figures": "Figures",
        "policies": "Policy documents",
        "planned": "Planned",
        "proposed": "Proposed",
        "conflicts": "Where sources disagree",
        "gaps": "Gaps and developments to follow",
        "notes": "Notes",
        "sources": "Sources",
        "agreements": "Agreements",
        "agreement": "Document",
        "signed": "Signed",
        "term": "Term",
        "figure": "Indicator",
        "value": "Value",
        "time": "Day or period",
        "not-given": "not given",
        "names": "Name: {label}; other spellings: {others}.",
        "lao": "Name in Lao: {names}.",
        "kind": "{label}: {told}.",
        "of-country": " of {country}",
        "code": "ISO 3166 code {code}",
        "borders": "It shares a border with {states}.",
        "state-with": "{neighbours} ({state})",
        "position": "at about {latitude}° {ns}, {longitude}° {ew}",
        "north": "N",
        "south": "S",
        "east": "E",
        "west": "W",
        "former": "Former units: {units}.",
        "former-unit": "{label} (until {until})",
        "replaced": "No unit of its own after {until}; now part of {label}.",
        "partners": "Known partners ({number}): {names}.",
        "relation": "Relations between {sides}: {told}.",
        "since": ", since {when}",
        "attested": "; attested since {when}",
        "ongoing": ", ongoing",
        "unknown": "; not known whether they still hold",
        "ended": "; ended",
        "post-unknown": "; not known whether still in post",
        "post-ended": "; no longer in post",
        "fields": "fields: {names}",
        "signed-at": "signed at {names}",
        "signatories": "signed by {names}",
        "heads": "led by {names}",
        "guests": "guests: {names}",
        "hosts": "hosts: {names}",
        "venue": "at {names}",
        "subject": "subject: {text}",
        "funding": "funding: {names}",
        "funders": "funded by {names}",
        "location": "location: {names}",
        "commitments": "committed: {names}",
        "initiators": "on the initiative of {names}",
        "counterparts": "with {names}",
        "number": "no. {text}",
        "issued": "issued {when}",
        "issuer": "issued by {names}",
        "export": "Exports: {names}.",
        "import": "Imports: {names}.",
        "market": "{product} (markets: {markets})",
        "all-uncertain": "according to an uncertain source",
        "uncertain": "one detail is uncertain",
        "nothing": "Nothing is known.",
        "nothing-of": "The dataset holds nothing on: {names}.",
        "nothing-then": "Nothing is known to belong to this time on: {names}.",
        "left-out": "{number} more statements are left out here: nothing shows that they belong to this time.",
        "projects-by-name": "projects by name",
        "scoped": " (for the scope of each number see the note)",
        "no-matters": "No disagreement between sources has been found.",
        "characters": "characters {start}–{end}",
        "row": "row {row}",
        "sheet-row": "{sheet}, row {row}",
        "speaker": "in the words of {name}",
        "undated": "undated",
        "not-before": "undated, not before {when}",
        "remark": "Note: {text}",
        "reference": "Reference data of the dataset",
        "matches": "the same as {names}",
        "from": "from {day}",
        "cited": "cited in note {number}",
        "back": "back to the text",
        "page": "Page",
    },
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: Written by a sign that officials use, in place of the unit's name.
_SHARED_SIGNS = {"km": "km", "km2": "km²", "m": "m", "m2": "m²", "ha": "ha", "percent": "%"}
_SIGNS = {"vi": {"VND": "đồng", **_SHARED_SIGNS}, "en": _SHARED_SIGNS}
_SCALES = ((Decimal(10**9), {"vi": "tỷ", "en": "billion"}), (Decimal(10**6), {"vi": "triệu", "en": "million"}))
#: A scaled number keeps at most as many decimals; others are written in full.
_DECIMALS = 3


def dated(date: str, lang: str) -> str:
    """Return a day, month or year for a table.

    >>> dated("2024-03-21", "vi"), dated("2022-08", "en"), dated("2019", "vi")
    ('21/3/2024', 'August 2022', '2019')
    """
    year, *rest = date.split("-")
    numbers = [int(part) for part in rest]
    if lang == "vi":
        return "/".join([*map(str, reversed(numbers)), year])
    return " ".join([*map(str, numbers[1:]), *(_MONTHS[month - 1] for month in numbers[:1]), year])


def when(date: str, lang: str) -> str:
    """Return a day, month or year for the middle of a sentence.

    >>> when("2024-03-21", "vi"), when("2022-08", "vi"), when("2022-08", "en")
    ('ngày 21/3/2024', 'tháng 8/2022', 'August 2022')
    """
    kind = ("năm ", "tháng ", "ngày ")[date.count("-")] if lang == "vi" else ""
    return kind + dated(date, lang)


def span(start: str, end: str, lang: str) -> str:
    """Return two days, months or years as a table shows them.

    >>> span("2022-04-11", "2022-04-12", "vi"), span("2022-04-11", "2022-04-12", "en"), span("2022", "2024", "vi")
    ('11–12/4/2022', '11–12 April 2022', '2022 – 2024')
    """
    if start == end:
        return dated(start, lang)
    if len(start) == len(end) == len("2022-04-11") and start[:7] == end[:7]:
        return f"{int(start[8:])}–{dated(end, lang)}"
    return f"{dated(start, lang)} – {dated(end, lang)}"


def number(value: Decimal, lang: str) -> str:
    """Return a number as people write it, millions and billions in words where that loses nothing.

    >>> number(Decimal("9400000"), "vi"), number(Decimal("18046751"), "vi"), number(Decimal("274.065"), "en")
    ('9,4 triệu', '18.046.751', '274.065')
    """
    for scale, word in _SCALES:
        part = (value / scale).normalize()
        exponent = part.as_tuple().exponent
        if abs(value) >= scale and isinstance(exponent, int) and -exponent <= _DECIMALS:
            return f"{_digits(part, lang)} {word[lang]}"
    return _digits(value.normalize(), lang)


def _digits(value: Decimal, lang: str) -> str:
    text = f"{value:,f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def sign(unit: str, lang: str) -> str:
    """Return what officials write for a unit: its sign, the code of a currency, or nothing.

    >>> sign("USD", "vi"), sign("VND", "vi"), sign("hectare", "vi")
    ('USD', 'đồng', '')
    """
    return _SIGNS[lang].get(unit) or (unit if unit.isupper() else "")


def listed(names: Sequence[str], lang: str) -> str:
    """Return names as a sentence lists them.

    >>> listed(["A", "B", "C"], "en")
    'A, B and C'
    """
    if len(names) < len("ab"):
        return "".join(names)
    return WORDS[lang]["and"].join((", ".join(names[:-1]), names[-1]))
