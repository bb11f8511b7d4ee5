"""Code lists that more than one theme speaks."""

from layers.core.declaration import Code, code


class DeviceStatus(Code):
    """Whether a device in the street answers. Silence is no value here: a device never heard of has none."""

    ONLINE = code("online", en="Online", vi="Trực tuyến", color="#009e73")
    OFFLINE = code("offline", en="Offline", vi="Mất kết nối", color="#6b7280")
    FAULT = code("fault", en="Fault", vi="Lỗi", color="#cc79a7")


class AssetStatus(Code):
    """Where a built asset stands in its life."""

    PLANNED = code("planned", en="Planned", vi="Dự kiến", color="#56b4e9")
    IN_USE = code("in_use", en="In use", vi="Đang sử dụng", color="#0072b2")
    OUT_OF_USE = code("out_of_use", en="Out of use", vi="Ngừng sử dụng", color="#6b7280")
    REMOVED = code("removed", en="Removed", vi="Đã tháo dỡ", color="#a8a29e")


class AssetCondition(Code):
    """What an inspector found on the last visit."""

    GOOD = code("good", en="Good", vi="Tốt", color="#009e73")
    FAIR = code("fair", en="Fair", vi="Trung bình", color="#e69f00")
    POOR = code("poor", en="Poor", vi="Kém", color="#8c510a")


class PipeMaterial(Code):
    """What a pipe, culvert or manhole is made of."""

    HDPE = code("hdpe", en="HDPE", vi="Nhựa HDPE")
    UPVC = code("upvc", en="uPVC", vi="Nhựa uPVC")
    DUCTILE_IRON = code("ductile_iron", en="Ductile iron", vi="Gang dẻo")
    STEEL = code("steel", en="Steel", vi="Thép")
    CONCRETE = code("concrete", en="Reinforced concrete", vi="Bê tông cốt thép")
    BRICK = code("brick", en="Brick", vi="Gạch xây")
    STONE = code("stone", en="Stone masonry", vi="Đá xây")
    EARTH = code("earth", en="Earth", vi="Đất")


class Department(Code, editable=True, source="Smart-city scheme 2021-2025 of Đông Hà, lines 644-694"):
    """Who in the city answers for a thing. The list follows the city's own organisation and is the city's to edit."""

    OFFICE = code("office", en="Office of the People's Council and Committee", vi="Văn phòng HĐND và UBND")
    IOC = code("ioc", en="Intelligent operations centre", vi="Trung tâm điều hành thông minh (IOC)")
    CULTURE = code("culture", en="Culture and information", vi="Phòng Văn hóa và Thông tin")
    HOME_AFFAIRS = code("home_affairs", en="Home affairs", vi="Phòng Nội vụ")
    FINANCE = code("finance", en="Finance and planning", vi="Phòng Tài chính - Kế hoạch")
    ECONOMY = code("economy", en="Economy", vi="Phòng Kinh tế")
    URBAN = code("urban_management", en="Urban management", vi="Phòng Quản lý đô thị")
    ENVIRONMENT = code("environment", en="Natural resources and environment", vi="Phòng Tài nguyên và Môi trường")
    HEALTH = code("health", en="Health", vi="Phòng Y tế")
    EDUCATION = code("education", en="Education and training", vi="Phòng Giáo dục và Đào tạo")
    UTILITIES = code("public_utilities", en="Public-utility centre", vi="Trung tâm Môi trường và Công trình đô thị")
    CONSTRUCTION_ORDER = code("construction_order", en="Construction-order team", vi="Đội Trật tự xây dựng")
    POLICE = code("police", en="City police", vi="Công an thành phố")
    WARD = code("ward", en="Ward committee", vi="UBND phường")
