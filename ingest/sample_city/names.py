"""Words of the sample city: streets named as Vietnamese towns name them, trees, neighbourhoods. Nobody alive is in them."""

from typing import Final

STREETS: Final = (
    "Trần Phú", "Phan Bội Châu", "Ngô Quyền", "Quang Trung", "Lê Quý Đôn", "Đinh Tiên Hoàng", "Lê Văn Hưu",
    "Huyền Trân Công Chúa", "Phan Chu Trinh", "Nguyễn Công Trứ", "Đào Duy Từ", "Chu Mạnh Trinh", "Nguyễn Du",
    "Hồ Xuân Hương", "Đoàn Thị Điểm", "Tôn Thất Thuyết", "Đặng Dung", "Đặng Tất", "Bùi Thị Xuân", "Chu Văn An",
    "Lê Đại Hành", "Lý Thái Tổ", "Trần Quang Khải", "Trần Nhật Duật", "Phạm Hồng Thái", "Hoàng Hoa Thám",
    "Phan Đình Phùng", "Nguyễn Thái Học", "Nguyễn Khuyến", "Nguyễn Bỉnh Khiêm", "Lương Thế Vinh", "Mạc Đĩnh Chi",
    "Yết Kiêu", "Dã Tượng", "Trần Bình Trọng", "Trần Quốc Toản", "Nguyễn Cảnh Chân", "Mai Hắc Đế", "Phùng Hưng",
    "Khúc Thừa Dụ", "Triệu Việt Vương", "Lê Hoàn", "Đinh Công Tráng", "Cao Thắng", "Tống Duy Tân", "Nguyễn Thiện Thuật",
    "Trương Định", "Nguyễn Trung Trực", "Thủ Khoa Huân", "Cao Bá Quát", "Lê Hữu Trác", "Tuệ Tĩnh", "Phùng Khắc Khoan",
    "Nguyễn Gia Thiều", "Ngô Thì Nhậm", "Phan Huy Chú", "Phan Huy Ích", "Lê Ngọc Hân", "Bùi Dục Tài", "Nguyễn Hàm Ninh",
    "Trần Cao Vân", "Thái Phiên", "Duy Tân", "Nguyễn Tri Phương", "Hoàng Văn Thụ", "Trương Công Kỉnh", "Kim Đồng",
    "Lê Hồng Phong", "Nguyễn Thị Minh Khai", "Võ Thị Sáu", "Lý Tự Trọng", "Phan Đăng Lưu", "Hà Huy Tập", "Ngô Gia Tự",
    "Nguyễn Đức Cảnh", "Tô Hiệu", "Trần Hữu Dực", "Nguyễn Viết Xuân", "Bế Văn Đàn", "Cù Chính Lan", "Tô Vĩnh Diện",
    "Tôn Đản", "Lương Đình Của", "Tạ Quang Bửu", "Tôn Thất Tùng", "Đặng Thùy Trâm", "Đặng Thai Mai", "Nam Cao",
    "Ngô Tất Tố", "Vũ Trọng Phụng", "Xuân Diệu", "Huy Cận", "Hàn Mặc Tử", "Chế Lan Viên", "Tản Đà", "Thế Lữ",
    "Nguyễn Tuân", "Tố Hữu", "Văn Cao", "Đỗ Nhuận", "Lưu Hữu Phước", "Bùi Xuân Phái", "Tô Ngọc Vân", "Nguyễn Phan Chánh",
    "Âu Cơ", "Lạc Long Quân", "Hùng Vương nối dài", "An Dương Vương", "Thánh Gióng", "Mai An Tiêm", "Chử Đồng Tử",
    "Cồn Cỏ", "Hiền Lương", "Bến Hải", "Cửa Việt", "Cửa Tùng", "Thạch Hãn", "Khe Sanh", "Tà Cơn", "Làng Vây", "Cam Lộ",
    "Cam Vũ", "Gio An", "Vĩnh Linh", "Triệu Phong", "Hải Lăng", "Hướng Hóa", "Đakrông", "Lao Bảo", "Ái Tử", "Thành Cổ",
    "Trường Sơn", "Hoàng Sa", "Trường Sa", "Nhật Lệ", "Linh Giang", "Sông Hương", "Bạch Đằng", "Chương Dương",
    "Hàm Tử", "Vạn Kiếp", "Chi Lăng", "Xương Giang", "Đống Đa", "Ngọc Hồi", "Rạch Gầm", "Hòa Bình", "Thống Nhất",
    "Độc Lập", "Tự Do", "Giải Phóng", "Đoàn Kết", "Ba Mươi Tháng Tư", "Mười Chín Tháng Năm", "Hai Tháng Chín",
    "Thanh Tịnh", "Hải Triều", "Đào Tấn", "Phạm Đình Hổ", "Lê Thánh Khôi", "Lương Văn Can", "Nguyễn Quyền",
    "Phan Văn Trị", "Nguyễn Đình Chiểu", "Nguyễn Thông", "Sương Nguyệt Anh", "Bà Huyện Thanh Quan", "Nguyễn Nhược Thị",
    "Phạm Văn Nghị", "Đặng Trần Côn", "Lê Lai", "Lê Khôi", "Đinh Lễ", "Nguyễn Xí", "Trần Nguyên Đán", "Trần Khánh Dư",
    "Trần Khát Chân", "Phạm Sư Mạnh", "Trương Hán Siêu", "Lê Văn Thịnh", "Tô Hiến Thành", "Lý Đạo Thành", "Vạn Hạnh",
    "Ỷ Lan", "Từ Đạo Hạnh", "Khuông Việt", "Ngô Xương Ngập", "Dương Đình Nghệ", "Khúc Hạo", "Lý Bí", "Phạm Tu",
    "Triệu Quang Phục", "Lê Chân", "Thục Phán", "Cao Lỗ", "Bát Nàn", "Thánh Thiên", "Lê Ngô Cát", "Phan Kế Bính",
    "Trương Vĩnh Ký", "Huỳnh Tịnh Của", "Đào Trinh Nhất", "Nguyễn An Ninh", "Phan Thanh Giản",
)  # fmt: skip
"""Streets beside the well-known ones of the skeleton."""

TREES: Final = (
    ("Sấu", "Dracontomelon duperreanum", 0.10), ("Phượng vĩ", "Delonix regia", 0.16),
    ("Bằng lăng", "Lagerstroemia speciosa", 0.20), ("Sao đen", "Hopea odorata", 0.14),
    ("Xà cừ", "Khaya senegalensis", 0.08), ("Bàng Đài Loan", "Terminalia neotaliala", 0.09),
    ("Muồng hoàng yến", "Cassia fistula", 0.07), ("Long não", "Cinnamomum camphora", 0.05),
    ("Lim xẹt", "Peltophorum pterocarpum", 0.06), ("Cau vua", "Roystonea regia", 0.05),
)  # fmt: skip
"""Vietnamese name, scientific name and share of the trees along the streets."""

NEIGHBOURHOODS: Final = {
    "19333": 11, "19342": 6, "19354": 10, "19345": 5, "19348": 12, "19330": 8, "19336": 9, "19351": 12, "19339": 7,
}  # fmt: skip
"""How many neighbourhoods the sample divides each ward into."""

WARD_SIGN: Final = {
    "19333": "P1", "19342": "P2", "19354": "P3", "19345": "P4", "19348": "P5", "19330": "DG", "19336": "DLE",
    "19351": "DLU", "19339": "DT",
}  # fmt: skip
"""Short signs of the nine wards inside codes."""
