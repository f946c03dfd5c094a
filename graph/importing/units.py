"""The units of numbers, by the names that tables give them; ``unit:`` concepts bear the same codes.

>>> UNITS["do la my"], UNITS["luot nguoi"], UNITS["%"]
('USD', 'people', 'percent')
"""

from __future__ import annotations

from graph.importing.wording import plain

_NAMES = {
    "USD": ("US$", "đô la Mỹ", "đô-la Mỹ", "đôla Mỹ", "đô Mỹ", "US dollar", "US dollars"),
    "VND": ("VNĐ", "₫", "đồng", "đồng Việt Nam", "Việt Nam đồng", "tiền đồng", "Vietnamese dong"),
    "EUR": ("€", "euro", "euros"),
    "GBP": ("£", "bảng Anh"),
    "AUD": ("A$", "đô la Úc", "Australian dollars"),
    "CAD": ("C$", "đô la Canada", "Canadian dollars"),
    "CHF": ("franc Thụy Sĩ", "phrăng Thụy Sĩ", "Swiss francs"),
    "CNY": ("NDT", "RMB", "nhân dân tệ", "yuan"),
    "JPY": ("yên", "yên Nhật", "yen"),
    "KHR": ("riên", "riel", "riel Campuchia"),
    "KRW": ("won Hàn Quốc", "Korean won"),
    "LAK": ("kíp", "kíp Lào", "kip"),
    "SGD": ("S$", "đô la Singapore", "Singapore dollars"),
    "THB": ("baht", "bạt Thái"),
    "percent": ("%", "phần trăm"),
    "km": ("km đường biên giới", "ki-lô-mét", "kilometres", "kilometers"),
    "km2": ("km²", "ki-lô-mét vuông", "square kilometres", "square kilometers"),
    "m2": ("m²", "mét vuông", "square metres", "square meters"),
    "m": ("mét", "metres", "meters"),
    "ha": ("héc ta", "hecta", "hectares"),
    "tonnes": ("tấn", "tons"),
    "people": (
        "người",
        "lượt người",
        "lượt khách",
        "khách",
        "cán bộ",
        "lượt cán bộ",
        *("học sinh", "sinh viên", "học viên", "lưu học sinh", "lao động", "đại biểu", "chuyên gia"),
        *("du khách", "khách du lịch", "lượt khách du lịch", "persons", "visitors", "students"),
    ),
    "count": (
        *("dự án", "chương trình", "chương trình, dự án", "khoản viện trợ", "sản phẩm", "sản phẩm nông sản", "lượt"),
        *("tỉnh", "thành phố", "tỉnh, thành phố", "địa phương", "nước", "quốc gia", "nước và vùng lãnh thổ", "dân tộc"),
        *(
            "đoàn",
            "đoàn khách",
            "tổ chức",
            "doanh nghiệp",
            "đại sứ quán",
            "cơ quan đại diện",
            "cửa khẩu",
            "cặp cửa khẩu",
        ),
        *("huyện", "xã", "học bổng", "suất học bổng", "vụ", "vụ việc", "hoạt động", "cuộc", "hội nghị"),
        *("thỏa thuận", "thỏa thuận quốc tế", "văn bản", "biên bản", "hiệp định", "cái"),
        *(
            "projects",
            "programmes",
            "products",
            "provinces",
            "countries",
            "delegations",
            "organisations",
            "organizations",
        ),
        *("agreements", "companies", "embassies"),
    ),
}

#: The codes of units by their plain names, each code being a name too.
UNITS = {plain(name): code for code, names in _NAMES.items() for name in (code, *names)}
#: The same names as people write them.
WRITTEN = {plain(name): name for code, names in _NAMES.items() for name in (code, *names)}


def is_currency(code: str) -> bool:
    """Tell whether a unit is money: its code is that of ISO 4217, in capital letters."""
    return code.isupper()


#: What may stand before a number: "USD 5 million".
CURRENCIES = tuple(name for name, code in UNITS.items() if is_currency(code) and len(name) <= len("US$"))

#: Names of dollars that may be those of several countries.
UNCLEAR = frozenset(plain(name) for name in ("$", "đô la", "đô-la", "đôla", "đô", "dollar", "dollars"))
