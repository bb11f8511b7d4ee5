"""Every word of the OGC pages and link titles that no layer declares, in Vietnamese and English."""

from __future__ import annotations

from layers.core.declaration import Language, Text


def text(key: str, language: Language, **values: object) -> str:
    """The words called `key`, with `{name}` places filled from `values`; KeyError when there are none."""
    words = TEXTS[key].to(language)
    return words.format(**values) if values else words


TEXTS: dict[str, Text] = {
    # the service
    "title": Text(vi="Dữ liệu không gian thành phố Đông Hà", en="Spatial data of the city of Đông Hà"),
    "description": Text(
        vi="Đường, thửa đất, đèn, camera, ngập lụt và mọi lớp dữ liệu khác của Đông Hà, theo chuẩn OGC API: mở bằng "
        "QGIS, trình duyệt hay chương trình của bạn.",
        en="Roads, parcels, lamps, cameras, floods and every other layer of Đông Hà by OGC API standards: open them in "
        "QGIS, a browser or your own program.",
    ),
    "city": Text(vi="Đông Hà", en="Đông Hà"),
    "skip": Text(vi="Đến nội dung chính", en="Skip to the main content"),
    "breadcrumbs": Text(vi="Vị trí trang", en="Breadcrumbs"),
    "language": Text(vi="Ngôn ngữ", en="Language"),
    "open_map": Text(vi="Mở bản đồ", en="Open the map"),
    "synthetic": Text(
        vi="Dữ liệu mẫu: được tạo ra để trình diễn, không phải số liệu thật của thành phố.",
        en="Sample data: made for demonstration, not the city's real records.",
    ),
    "license": Text(vi="Giấy phép Apache-2.0", en="Apache-2.0 licence"),
    "this_as": Text(vi="Trang này ở dạng", en="This page as"),
    "map_of": Text(vi="Bản đồ: {name}", en="Map: {name}"),
    "map_hint": Text(
        vi="Bản đồ minh hoạ; mọi thông tin đều có trong bảng của trang này.",
        en="The map illustrates; everything on it is also in this page's table.",
    ),
    # headings and navigation
    "landing": Text(vi="Trang chủ dữ liệu", en="Data home"),
    "collections": Text(vi="Các lớp dữ liệu", en="Layers"),
    "collections_intro": Text(
        vi="{count} lớp dữ liệu, xếp theo chủ đề. Chọn một lớp để xem bản đồ, các trường và đối tượng.",
        en="{count} layers by theme. Choose one to see its map, its properties and its features.",
    ),
    "items": Text(vi="Đối tượng", en="Features"),
    "items_browse": Text(vi="Xem các đối tượng", en="Browse the features"),
    "item": Text(vi="Đối tượng", en="Feature"),
    "schema": Text(vi="Cấu trúc dữ liệu", en="Schema"),
    "schema_intro": Text(
        vi="Mỗi đối tượng có những trường sau. Giá trị trống nghĩa là chưa biết.",
        en="Each feature has these properties. An empty value means it is not known.",
    ),
    "queryables": Text(vi="Trường lọc được", en="Queryables"),
    "queryables_intro": Text(
        vi="Dùng những trường này trong tham số `filter` (CQL2), hoặc làm tham số của đường dẫn.",
        en="Use these properties in `filter` (CQL2), or as parameters of the address.",
    ),
    "sortables": Text(vi="Trường sắp xếp được", en="Sortables"),
    "sortables_intro": Text(
        vi="Dùng những trường này trong tham số `sortby`, ví dụ `sortby=-updated_at`.",
        en="Use these properties in `sortby`, for example `sortby=-updated_at`.",
    ),
    "conformance": Text(vi="Chuẩn được tuân theo", en="Conformance"),
    "conformance_intro": Text(
        vi="Mỗi lớp tuân thủ dưới đây đều có một phép thử tự động chứng minh.",
        en="Each of these conformance classes is proved by an automatic test.",
    ),
    "openapi": Text(vi="Tài liệu OpenAPI", en="OpenAPI document"),
    "openapi_intro": Text(
        vi="Mọi địa chỉ của dịch vụ và tham số của chúng.", en="Every address of the service with its parameters."
    ),
    "tilesets": Text(vi="Ô bản đồ véc-tơ", en="Vector tiles"),
    "tilesets_intro": Text(
        vi="Bộ ô bản đồ véc-tơ (MVT) cho bản đồ web và QGIS.", en="Sets of vector tiles (MVT) for web maps and QGIS."
    ),
    "tileset": Text(vi="Bộ ô bản đồ", en="Tile set"),
    "tile_matrix_sets": Text(vi="Lưới ô", en="Tile matrix sets"),
    "tile_matrix_set": Text(vi="Lưới ô", en="Tile matrix set"),
    "styles": Text(vi="Kiểu thể hiện", en="Styles"),
    "styles_intro": Text(
        vi="Tài liệu kiểu MapLibre: cho cả thành phố, từng chủ đề và từng lớp.",
        en="MapLibre style documents for the whole city, each theme and each layer.",
    ),
    "error": Text(vi="Không thực hiện được", en="That did not work"),
    "error_back": Text(vi="Về trang chủ dữ liệu", en="Back to the data home"),
    # a collection
    "about_layer": Text(vi="Về lớp này", en="About this layer"),
    "count": Text(vi="Số đối tượng", en="Features"),
    "extent": Text(vi="Phạm vi (kinh độ, vĩ độ)", en="Extent (longitude, latitude)"),
    "no_extent": Text(vi="Chưa có đối tượng nào", en="No features yet"),
    "period": Text(vi="Thời gian", en="Period"),
    "now": Text(vi="nay", en="now"),
    "storage_crs": Text(vi="Hệ toạ độ lưu trữ", en="Storage CRS"),
    "crs": Text(vi="Hệ toạ độ", en="Coordinate system"),
    "other_crs": Text(vi="Hệ toạ độ trả về được", en="Coordinate systems on request"),
    "geometry": Text(vi="Hình học", en="Geometry"),
    "keywords": Text(vi="Từ khoá", en="Keywords"),
    "downloads": Text(vi="Lấy dữ liệu", en="Get the data"),
    "connect": Text(vi="Kết nối từ QGIS", en="Connect from QGIS"),
    "connect_how": Text(
        vi="Thêm lớp → WFS / OGC API - Features → Mới, rồi dán địa chỉ này:",
        en="Add layer → WFS / OGC API - Features → New, then paste this address:",
    ),
    "property": Text(vi="Trường", en="Property"),
    "name": Text(vi="Tên kỹ thuật", en="Name"),
    "type": Text(vi="Kiểu", en="Type"),
    "limits": Text(vi="Giới hạn", en="Limits"),
    "values": Text(vi="Giá trị", en="Values"),
    "refers_to": Text(vi="trỏ đến", en="refers to"),
    "required": Text(vi="bắt buộc", en="required"),
    "up_to_letters": Text(vi="tối đa {count} ký tự", en="at most {count} letters"),
    # features
    "shown_of": Text(vi="Hiện {shown} trong {total} đối tượng", en="Showing {shown} of {total} features"),
    "as_of": Text(vi="Tình trạng lúc {when}", en="As it stood on {when}"),
    "shown": Text(vi="Hiện {shown} đối tượng", en="Showing {shown} features"),
    "none": Text(vi="Không có đối tượng nào khớp.", en="No feature matches."),
    "none_hint": Text(vi="Thử bỏ bớt điều kiện.", en="Try fewer conditions."),
    "clear": Text(vi="Xoá điều kiện", en="Clear the conditions"),
    "search_for": Text(vi="Tìm", en="Search"),
    "search_hint": Text(vi="tên, mã số… không cần dấu", en="name, code… accents are optional"),
    "sort_by": Text(vi="Sắp xếp theo", en="Sort by"),
    "sort_default": Text(vi="Thứ tự mặc định", en="Default order"),
    "ascending": Text(vi="{name} tăng dần", en="{name}, ascending"),
    "descending": Text(vi="{name} giảm dần", en="{name}, descending"),
    "page_size": Text(vi="Mỗi trang", en="Per page"),
    "apply": Text(vi="Xem", en="Show"),
    "conditions": Text(vi="Điều kiện", en="Conditions"),
    "pages": Text(vi="Trang", en="Pages"),
    "next": Text(vi="Trang sau", en="Next page"),
    "first": Text(vi="Về trang đầu", en="Back to the first page"),
    "all_properties": Text(vi="Mọi thông tin", en="All properties"),
    "unknown": Text(vi="Chưa có", en="Not known"),
    "yes": Text(vi="Có", en="Yes"),
    "no": Text(vi="Không", en="No"),
    "table_scrolls": Text(vi="Bảng cuộn ngang được", en="The table scrolls sideways"),
    # tiles and styles
    "layers": Text(vi="Lớp", en="Layers"),
    "template": Text(vi="Mẫu địa chỉ ô", en="Tile address template"),
    "grid": Text(vi="Lưới", en="Grid"),
    "level": Text(vi="Mức", en="Level"),
    "scale": Text(vi="Tỉ lệ 1:", en="Scale 1:"),
    "cell_size": Text(vi="Cỡ điểm ảnh", en="Cell size"),
    "matrix_size": Text(vi="Số ô (ngang × dọc)", en="Tiles (across × down)"),
    "style": Text(vi="Kiểu", en="Style"),
    "document": Text(vi="Tài liệu", en="Document"),
    "parameters": Text(vi="Tham số", en="Parameters"),
    "links": Text(vi="Liên kết", en="Links"),
    # link titles
    "link_self_json": Text(vi="Tài liệu này ở dạng JSON", en="This document as JSON"),
    "link_self_html": Text(vi="Tài liệu này ở dạng HTML", en="This document as HTML"),
    "link_map": Text(vi="Bản đồ của thành phố", en="The city's map"),
    "link_service_desc": Text(vi="Mô tả API (OpenAPI 3.0)", en="API description (OpenAPI 3.0)"),
    "link_service_doc": Text(vi="Mô tả API cho người đọc", en="API description for people"),
    "link_items_json": Text(vi="Các đối tượng ở dạng GeoJSON", en="Features as GeoJSON"),
    "link_items_html": Text(vi="Các đối tượng ở dạng HTML", en="Features as HTML"),
    "link_items_csv": Text(vi="Các đối tượng ở dạng CSV", en="Features as CSV"),
    "link_items_jsonld": Text(vi="Các đối tượng ở dạng JSON-LD", en="Features as JSON-LD"),
    "link_tilesets": Text(vi="Ô bản đồ véc-tơ", en="Vector tiles"),
    "link_style": Text(vi="Kiểu thể hiện MapLibre", en="MapLibre style"),
    "link_root": Text(vi="Trang chủ của dịch vụ", en="The service's landing page"),
}
