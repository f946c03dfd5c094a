"""Every error that a user can meet: small classes under one root, said in Vietnamese and English.

Each carries the offending value, an exit code for the command line and an HTTP status for the
web, and says in one or two lines what is wrong, where, and what to do.

>>> error = UnknownName("Sơn Lo", candidates=("Sơn La (place:VN-05)",))
>>> str(error)
'nothing is called "Sơn Lo"; did you mean: Sơn La (place:VN-05)?'
>>> error.say("vi")
'không có gì tên là "Sơn Lo"; có phải là: Sơn La (place:VN-05)?'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class Words(NamedTuple):
    """A piece of a message in both languages."""

    vi: str
    en: str


_SYSTEM_REASONS: tuple[tuple[type[OSError], Words], ...] = (
    (FileNotFoundError, Words("không có tệp hoặc thư mục này", "there is no such file or folder")),
    (IsADirectoryError, Words("đây là thư mục, không phải tệp", "this is a folder, not a file")),
    (NotADirectoryError, Words("đây là tệp, không phải thư mục", "this is a file, not a folder")),
    (PermissionError, Words("không có quyền truy cập", "permission denied")),
)


def system_reason(error: OSError) -> Words:
    """Return why the system could not do it, in both languages for what is usual."""
    reason = error.strerror or str(error)
    return next((words for kind, words in _SYSTEM_REASONS if isinstance(error, kind)), Words(reason, reason))


class KgError(Exception):
    """Root of all errors that are reported to the user.

    A child writes its sentence once per language as a template over its attributes.
    """

    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 400
    said: ClassVar[Words]

    def say(self, lang: str) -> str:
        """Return the message in ``vi`` or ``en``."""
        return in_language(lang, self.said).format_map(
            {name: in_language(lang, value) for name, value in vars(self).items()}
        )

    def __str__(self) -> str:
        return self.say("en")


def in_language(lang: str, value: object) -> str:
    """Return a value as text, words in ``vi`` or ``en``."""
    if isinstance(value, Words):
        return value.vi if lang == "vi" else value.en
    return ", ".join(value) if isinstance(value, tuple) else str(value)


class BadInput(KgError):
    """An argument or a file that cannot be used as it is."""

    said = Words("{reason}", "{reason}")

    def __init__(self, reason: str | Words) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadableFile(BadInput):
    """A file that is missing, not readable, or not text in the encoding it claims."""

    said = Words("{path}: {reason}", "{path}: {reason}")

    def __init__(self, path: str, reason: str | Words) -> None:
        super().__init__(reason)
        self.path = path


class MalformedRdf(BadInput):
    """A document that is not well-formed in its RDF format; nothing of it was loaded."""

    said = Words("{place}: {reason}; chưa nạp gì", "{place}: {reason}; nothing was loaded")

    def __init__(self, path: str, line: int | None, column: int | None, reason: str | Words) -> None:
        super().__init__(reason)
        self.path = path
        self.line = line
        self.column = column
        self.place = ":".join(str(part) for part in (path, line, column) if part)


class QuerySyntaxError(BadInput):
    """A SPARQL text that does not parse."""

    said = Words("lỗi cú pháp SPARQL{place}: {reason}", "SPARQL syntax error{place}: {reason}")

    def __init__(self, line: int | None, column: int | None, reason: str | Words) -> None:
        super().__init__(reason)
        self.line = line
        self.column = column
        self.place = Words(f" ở dòng {line}, cột {column}", f" at line {line}, column {column}") if line else ""


class QueryRefused(BadInput):
    """A SPARQL text that would reach out of the store, or is too large or too deep to run."""

    http_status = 403
    said = Words("không nhận {feature}; {reason}", "{feature} is refused; {reason}")

    def __init__(self, feature: str | Words, remedy: Words) -> None:
        super().__init__(remedy)
        self.feature = feature


class UnknownName(BadInput):
    """A name that no entity bears, with the nearest names."""

    http_status = 404
    said = Words('không có {kind} tên là "{name}"; {reason}', '{nothing} is called "{name}"; {reason}')

    def __init__(self, name: str, candidates: Sequence[str] = (), kind: Words | None = None) -> None:
        near = ", ".join(candidates)
        hint = Words(f"có phải là: {near}?", f"did you mean: {near}?")
        search = Words("thử viết ngắn hơn hoặc theo cách khác", "try a shorter or another spelling")
        super().__init__(hint if candidates else search)
        self.name = name
        self.candidates = tuple(candidates)
        self.kind = Words(f"{kind.vi} nào", kind.en) if kind else Words("gì", "")
        self.nothing = f"no {kind.en}" if kind else "nothing"


class AmbiguousName(BadInput):
    """A name that several entities bear."""

    http_status = 300
    said = Words(
        '"{name}" chỉ nhiều đối tượng; hãy ghi rõ một trong: {candidates}',
        '"{name}" means several things; give one of: {candidates}',
    )

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__("")
        self.name = name
        self.candidates = tuple(candidates)


class UnknownQuestion(BadInput):
    """A named question that does not exist."""

    http_status = 404
    said = Words(
        'không có câu hỏi "{name}"; các câu hỏi hiện có: {known}',
        'there is no question "{name}"; known questions: {known}',
    )

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__("")
        self.name = name
        self.known = tuple(known)


class NotUnderstood(BadInput):
    """A question in words that fits no named question, or several; with the nearest commands."""

    http_status = 404
    said = Words('chưa hiểu chắc "{text}"; {reason}', 'cannot tell what "{text}" asks; {reason}')

    def __init__(self, text: str, nearest: Sequence[str] = ()) -> None:
        near = "  ·  ".join(nearest)
        listed = Words("xem các câu hỏi có sẵn: kg ask", "see the named questions: kg ask")
        super().__init__(Words(f"gần nhất: {near}", f"nearest: {near}") if nearest else listed)
        self.text = text
        self.nearest = tuple(nearest)


class BadQuestion(BadInput):
    """A question file whose header or VALUES blocks do not fit."""

    said = Words("câu hỏi {name}: {reason}", "question {name}: {reason}")

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


class BadDate(BadInput):
    """A date that is not YYYY, YYYY-MM or YYYY-MM-DD."""

    said = Words(
        '"{value}" không phải là ngày; viết NĂM, NĂM-THÁNG hoặc NĂM-THÁNG-NGÀY (2024-03-21)',
        '"{value}" is no date; write YYYY, YYYY-MM or YYYY-MM-DD',
    )

    def __init__(self, value: str) -> None:
        super().__init__("")
        self.value = value


class BadWindow(BadInput):
    """A stretch of time whose start is after its end."""

    said = Words(
        '"{start}" sau "{end}"; viết ngày bắt đầu trước, ngày kết thúc sau',
        '"{start}" is after "{end}"; write the start first, then the end',
    )

    def __init__(self, start: str, end: str) -> None:
        super().__init__("")
        self.start = start
        self.end = end


class BadNumber(BadInput):
    """A text that is not the whole number that is asked for."""

    said = Words(
        '"{value}" không phải là số nguyên từ 1 trở lên; viết như 10',
        '"{value}" is no whole number of 1 or more; write it like 10',
    )

    def __init__(self, value: str) -> None:
        super().__init__("")
        self.value = value


class TooMany(BadInput):
    """A number of rows that is more than a question can give."""

    said = Words("nhiều nhất là {most} dòng, không phải {value}", "{most} rows at most, not {value}")

    def __init__(self, value: str, most: int) -> None:
        super().__init__("")
        self.value = value
        self.most = most


class UnknownFormat(BadInput):
    """An output or input format that is not offered."""

    http_status = 406
    said = Words(
        'không có định dạng "{name}"; chọn một trong: {known}',
        'unknown format "{name}"; choose one of: {known}',
    )

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__("")
        self.name = name
        self.known = tuple(known)


class UnknownKind(BadInput):
    """A kind of table that no mapping is shipped for."""

    http_status = 404
    said = Words(
        'không có loại bảng "{name}"; chọn một trong: {known}',
        'there is no kind of table "{name}"; choose one of: {known}',
    )

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__("")
        self.name = name
        self.known = tuple(known)


class StoreError(KgError):
    """A store that cannot be opened, read or written."""

    exit_code = 4
    http_status = 503
    said = Words("kho dữ liệu {location}: {reason}; {remedy}", "store {location}: {reason}; {remedy}")

    def __init__(self, location: str, reason: Words, remedy: Words) -> None:
        super().__init__(location, reason, remedy)
        self.location = location
        self.reason = reason
        self.remedy = remedy


class StoreLocked(StoreError):
    """A store that another process is writing to."""

    def __init__(self, location: str) -> None:
        super().__init__(
            location,
            Words("một tiến trình khác đang ghi vào đó", "another process is writing to it"),
            Words("đợi tiến trình ấy xong rồi thử lại", "wait until it has finished, then try again"),
        )


class StoreMissing(StoreError):
    """A store location that holds no store."""

    def __init__(self, location: str) -> None:
        command = f'kg --store "{location}" init'
        super().__init__(
            location,
            Words("ở đây không có kho dữ liệu", "there is no store here"),
            Words(f"tạo bằng lệnh: {command}", f"make one with: {command}"),
        )


class QueryTimeout(StoreError):
    """A query that did not finish within its time limit."""

    def __init__(self, location: str, seconds: float) -> None:
        super().__init__(
            location,
            Words(f"không trả lời trong {seconds:g} giây", f"no answer within {seconds:g} s"),
            Words("thu hẹp câu hỏi hoặc tăng --timeout", "narrow the query or raise --timeout"),
        )
        self.seconds = seconds


class DataMissing(KgError):
    """An installation without its shipped ontology or queries."""

    exit_code = 4
    said = Words(
        'bản cài đặt này thiếu dữ liệu "{folder}"; hãy cài lại',
        'this installation lacks its "{folder}" data; install the package again',
    )

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder
