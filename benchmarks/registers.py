"""Write registers of agreements as an office keeps them: as many rows as wanted, and always the same ones.

python benchmarks/registers.py ROWS FILE.csv
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

HEADINGS = (
    *("Tên thỏa thuận", "Các bên", "Loại văn bản", "Ngày ký"),
    *("Thời hạn", "Lĩnh vực", "Nội dung", "Tính chất"),
)
OURS = (
    *("Sơn La", "Điện Biên", "Nghệ An", "Thanh Hóa", "Hà Tĩnh", "Quảng Trị", "Hà Giang", "Kon Tum"),
    *("Lai Châu", "Cao Bằng", "Lạng Sơn", "Quảng Ninh", "Bắc Kạn", "Gia Lai", "Đắk Lắk", "An Giang"),
)
THEIRS = (
    *("Hủa Phăn", "Bò Kẹo", "Phong Sa Lỳ", "Sa Vẳn Na Khệt", "U Đôm Xay", "Khăm Muộn", "Xiêng Khoảng", "Sê Kông"),
    *("Lào", "Trung Quốc", "Nhật Bản", "Hàn Quốc", "Thái Lan", "Campuchia", "Pháp", "Ấn Độ"),
)
KINDS = ("biên bản", "biên bản ghi nhớ", "thỏa thuận hợp tác", "chương trình")
FIELDS = ("nông nghiệp", "giáo dục, đào tạo", "y tế", "thương mại", "du lịch", "văn hóa")
MODALITIES = ("thực tế", "thực tế", "thực tế", "")


def rows(number: int) -> Iterator[tuple[str, ...]]:
    """Yield rows of generated agreements."""
    chosen = random.Random(number)  # noqa: S311 - test data
    for at in range(number):
        parties = chosen.choice(OURS), chosen.choice(THEIRS)
        year = chosen.randrange(1995, 2025)
        yield (
            f"Biên bản số {at:07} {' – '.join(parties)}",
            "; ".join(parties),
            chosen.choice(KINDS),
            _day(chosen, year),
            chosen.choice(("", f"giai đoạn {year} - {year + 4}", f"từ {year} đến nay")),
            "; ".join(chosen.sample(FIELDS, chosen.randrange(3))),
            f"hợp tác toàn diện giữa hai bên, phần {at}",
            chosen.choice(MODALITIES),
        )


def _day(chosen: random.Random, year: int) -> str:
    day, month = chosen.randrange(1, 29), chosen.randrange(1, 13)
    return chosen.choice((f"{day}/{month}/{year}", f"{day}/{month}/{year}", f"tháng {month}/{year}", str(year)))


def write(folder: Path, number: int) -> Path:
    """Return the file with so many rows, made now if it is not there."""
    file = folder / f"agreements-{number}.csv"
    if not file.exists():
        unfinished = file.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(HEADINGS)
            table.writerows(rows(number))
        unfinished.replace(file)
    return file


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
