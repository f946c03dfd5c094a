"""What Markdown would take for marks is escaped; what it would not is left as it is."""

from __future__ import annotations

import pytest

from graph.markdown import escaped, escaped_line


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("**đậm**", r"\*\*đậm\*\*", id="bold"),
        pytest.param("`mã`", r"\`mã\`", id="code"),
        pytest.param("_nghiêng_", r"\_nghiêng\_", id="italic"),
        pytest.param("__đậm__", r"\_\_đậm\_\_", id="bold with underscores"),
        pytest.param("~~bỏ~~", r"\~\~bỏ\~\~", id="struck out"),
        pytest.param("[x](javascript:alert(1))", r"[x\](javascript:alert(1))", id="link"),
        pytest.param("![x](http://e/a.png)", r"![x\](http://e/a.png)", id="picture"),
        pytest.param("[x][y]", r"[x\][y]", id="link by reference"),
        pytest.param("[x]: http://e/", r"[x\]: http://e/", id="definition of a link"),
        pytest.param("[^1]", r"\[^1]", id="footnote"),
        pytest.param("<script> <http://e/>", "&lt;script> &lt;http://e/>", id="HTML and address"),
        pytest.param("&lt; &#60;", "&amp;lt; &amp;#60;", id="character reference"),
        pytest.param("a|b", r"a\|b", id="cell"),
        pytest.param("C:\\*", r"C:\\\*", id="backslash"),
        pytest.param("# đề mục", r"\# đề mục", id="heading"),
        pytest.param("> lời", r"\> lời", id="quotation"),
        pytest.param("- mục", r"\- mục", id="list"),
        pytest.param("12. mục", r"12\. mục", id="numbered list"),
        pytest.param("[x] xong", r"\[x] xong", id="box"),
        pytest.param("---", r"\---", id="line"),
        pytest.param("a\x1bb", "a�b", id="control character"),
        pytest.param("a\n# b", "a�# b", id="line feed"),
    ],
)
def test_marks_are_neutral(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "Sơn La – Hủa Phăn",
        "VN-05_LA-HO",
        "thỏa thuận [thực tế, 2024]",
        "R&D",
        "3 < 4".replace("<", ">"),
        "1.250 người",
        "-5",
        "số #3",
    ],
)
def test_what_means_nothing_is_left_alone(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("# 1. A → *B*", r"# 1. A → \*B\*"),
        ("- # tên", r"- \# tên"),
        ("    chi tiết: *x*", r"    chi tiết: \*x\*"),
        ("      » [x](y)", r"      » [x\](y)"),
        ("# ghi chú", "# ghi chú"),
    ],
)
def test_our_own_marks_stay(line: str, written: str) -> None:
    assert escaped_line(line) == written
