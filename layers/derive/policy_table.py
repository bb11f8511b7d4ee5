"""The declared access as a table for people: layer by role, limits of rows, private properties. Markdown, bilingual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from layers.core.access import actions
from layers.core.declared import Declared, Recorded
from layers.core.roles import EVERYONE, Access, Limited, Role
from layers.core.words import Text

_HEAD = """# Ai xem gì, ai sửa gì / Who sees what, who changes what

Bảng này được tạo từ khai báo của các lớp; đừng sửa tay. / This table is made from the declarations of the layers; do not edit
it by hand: `python -m api.cli.access_doc > docs/access.md`.

PostgreSQL giữ các quyền này (GRANT theo cột, chính sách theo dòng), nên API, ô bản đồ, tệp xuất và kết nối trực tiếp bằng
QGIS hay psql cho cùng dòng và cùng cột. / PostgreSQL holds these rights (grants by column, policies by row), so the API,
tiles, exports and a direct connection from QGIS or psql give the same rows and the same columns;
`tests/contract/test_access.py` proves it for every layer and role.

QGIS mở các lớp trong lược đồ `city`, cột khóa `id`: mỗi lớp một khung nhìn không có thông tin riêng tư, cùng quyền, cùng
dòng với lược đồ `layers`. Thông tin riêng tư đọc trong `layers`, nêu tên từng cột. / QGIS opens the layers in the schema
`city`, key column `id`: a view of each layer without the private properties, with the rights and rows of the schema `layers`.
Private properties are read in `layers`, naming the columns; `tests/contract/test_desktop.py` proves it.

| | |
|---|---|
| R | xem mọi đối tượng / reads every feature |
| r | xem một phần, xem cột "Giới hạn" / reads some, see "Limits" |
| p | cũng xem thông tin riêng tư / reads the private properties too |
| W | thêm, sửa, xóa / adds, changes, deletes |
| w | như W, một phần, xem cột "Giới hạn" / as W, some, see "Limits" |
| a | chỉ thêm / adds only |
| · | không xem được / does not read it |
| 🔒 | sửa phải nêu phiên bản (If-Match) / an edit must name the version it is based on (If-Match) |

Mỗi tài khoản có đúng một vai trò; không vai trò nào bao hàm vai trò khác. Quản trị viên làm được mọi việc. / An account has
exactly one role, and no role contains another. The administrator may do everything.
"""
_FEATURES = Text(vi="Lớp dữ liệu", en="Layers")
_RECORDS = Text(vi="Bảng không có vị trí", en="Tables without a place")
_TAIL = """
Danh mục mã sửa được: ai cũng xem, quản trị viên sửa. Nhật ký thay đổi: quản trị viên. Lịch sử của một lớp: như lớp đó. /
Editable code lists: all read, the administrator edits. The change log: the administrator. The history of a layer: as the
layer itself.

Lớp có `r` ở công chúng không có tổng số giữ sẵn, không có hình thu gọn. / Of a layer that the public does not read whole no
total is kept and no overview drawn, as all may read those.
"""


def policy_table(
    layers: Iterable[Declared], records: Iterable[Recorded], themes: Mapping[str, Text], lists: Mapping[str, Text]
) -> str:
    """The whole document. `themes` are the titles of the themes in their order, `lists` those of the records by name."""
    declared = list(layers)
    parts = [_HEAD, f"\n## {_both(_FEATURES)}\n\n{_table_head()}"]
    for theme, title in themes.items():
        of_theme = [layer for layer in declared if layer.theme == theme]
        if of_theme:
            parts.append(f"| **{_both(title)}** |{' |' * (len(EVERYONE) + 2)}\n")
            parts += [_layer(layer) for layer in of_theme]
    parts.append(f"\n## {_both(_RECORDS)}\n\n{_table_head()}")
    parts += [_row(r.name, _both(lists[r.name]), r.access, (), written=True) for r in records]
    return "".join((*parts, _TAIL))


def _table_head() -> str:
    roles = [f"{role.title.vi}<br>{role.title.en}" for role in EVERYONE]
    heads = ["Lớp<br>Layer", *roles, "Giới hạn<br>Limits", "Riêng tư<br>Private"]
    return f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n"


def _layer(layer: Declared) -> str:
    private = tuple(p.name for p in layer.properties if p.private)
    access = layer.layer.access
    title = f"{_both(layer.title)}{' 🔒' if access.guarded else ''}"
    return _row(layer.name, title, access, private, written="update" in actions(layer, Role.ADMINISTRATOR))


def _row(name: str, title: str, access: Access, private: tuple[str, ...], *, written: bool) -> str:
    cells = [_cell(access, role, bool(private), written) for role in EVERYONE]
    shown = "<br>".join(f"`{one}`" for one in private)
    return f"| {title}<br>`{name}` | {' | '.join(cells)} | {_limits(access)} | {shown} |\n"


def _cell(access: Access, role: Role, has_private: bool, written: bool) -> str:
    reads = access.reading(role)
    if reads is None:
        return "·"
    said = "r" if reads.rows else "R"
    if has_private and access.reads_private(role):
        said += "p"
    if not written:
        return said
    writes, adds = access.writing(role), access.creating(role)
    return said + (("w" if writes.rows else "W") if writes else "a" if adds else "")


def _limits(access: Access) -> str:
    """Who is limited to what, in reading (r), writing (w) and adding (a): rules in the same words in one line."""
    signs: dict[tuple[Role, str], list[str]] = {}
    for sign, rules in (("r", access.read), ("w", access.write), ("a", access.create)):
        for rule in rules:
            if isinstance(rule, Limited) and rule.rows:
                gives = f" ({', '.join(f'`{name}`' for name in rule.gives)})" if rule.gives else ""
                signs.setdefault((rule.role, f"{_both(rule.rows.title)}{gives}"), []).append(sign)
    roles: dict[str, list[Role]] = {}
    for (role, words), said in signs.items():
        roles.setdefault(f"{', '.join(said)}: {words}", []).append(role)
    return "<br>".join(f"{', '.join(role.title.en for role in of)} – {said}" for said, of in roles.items())


def _both(text: Text) -> str:
    return text.vi if text.vi == text.en else f"{text.vi} / {text.en}"
