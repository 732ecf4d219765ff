"""The everyday names of each fact in the sheets of personnel, social security and finance offices, beside those a field lists.

A name stands under one fact only; within one benefit no name may mean two, which a test holds.
"""

from __future__ import annotations

from benefitcli.inputs.parse import DELIVERY, IS_TWINS, MULTIPLES, TWINS

EVERYDAY_HEADERS: dict[str, str] = {
    "birth_date": (
        "出生年月日 出生时间 出生年月 宝宝生日 宝宝出生日期 宝宝出生时间 孩子生日 子女生日 "
        "小孩出生日期 小孩生日 婴儿出生日期 婴儿出生时间 婴幼儿出生日期 婴幼儿出生年月日 新生儿出生日期 "
        "子女出生年月日 子女出生年月 子女出生时间 孩子出生年月日 孩子出生年月 孩子出生时间 幼儿出生日期 "
        "儿童出生日期 分娩时间 实际分娩日期 生育时间 生产日期"
    ),
    "start_date": (
        "产假开始日期 产假起始日期 产假开始时间 休产假日期 休假起始日期 休假开始时间 请假开始日期 "
        "起假日期 开始时间 起始时间"
    ),
    "father_start_date": "护理假起始日期 陪产假起始日期 陪护假开始日期 男方护理假开始日期",
    "due_date": "预产日 预产时间 预计分娩日期 预计生产日期 预计出生日期 预计预产期",
    "on_date": "照护日期 护理日期 陪护日期 请假日期 申请时间",
    "parent_birth_date": (
        "父母生日 老人出生日期 老人生日 被照料人出生日期 被护理人出生日期 被赡养人出生日期 "
        "赡养老人出生日期 父母出生年月日"
    ),
    "infants": (
        "婴儿数量 胎儿数量 胎儿个数 生育婴儿数量 生育个数 出生婴儿数 新生儿数 新生儿数量 新生儿人数 "
        "本次生育婴儿数 本次生育子女数 生育胎儿数 胞胎数 婴幼儿数 婴幼儿人数 分娩婴儿数 活产婴儿数 "
        "宝宝数 宝宝个数"
    ),
    "birth_order": (
        "子女孩次 孩子孩次 生育胎次 胎次情况 第几个孩子 第几个子女 几孩 几胎 是第几孩 是第几胎 "
        "孩子排行 子女排行 子女顺序 子女次序 孩子次序 生育次序 本次孩次 本次生育孩次 出生孩次"
    ),
    "gestation_weeks": "孕周数 孕龄 妊娠周 妊娠孕周 怀孕周 怀孕孕周 孕期周数 流产孕周 流产时孕周 终止妊娠周数",
    "difficult_birth": "难产情况 是否为难产 是否属于难产 难产与否 有无难产",
    "only_child_certificate": (
        "光荣证 独生子女光荣证 是否独生 是否为独生子女 有无独生子女证 是否有独生子女证 "
        "是否持有独生子女证 是否领取独生子女证 独生子女标志"
    ),
    "hospitalised": "是否住院治疗 是否患病住院 父母住院 父母是否住院 住院情况",
    "from_month": "起始年月 开始年月 发放起始月份 发放开始月份 补贴起始月份 享受起始月份 起发月份",
    "to_month": "截至月份 终止月份 结束年月 截止年月 终止年月 发放截止月份 补贴截止月份 享受截止月份",
    "monthly_rate": (
        "月补贴标准 补贴标准 每月补贴标准 补贴月标准 月发放标准 每月发放标准 月保教费 保教费月标准 "
        "保教费发放标准 月补贴金额 每月补贴金额 月补贴额 单位月标准"
    ),
    "father_monthly_rate": "父亲单位月标准 父亲单位补贴标准 男方单位每月标准",
    "parents": "发放人数 发放职工人数 领取职工人数 父母职工人数 享受人数",
    "inclusive_places": "普惠托位数量 普惠托位总数 普惠性托位 普惠性托位数 普惠性托位数量 备案普惠托位数",
    "year": "所属年度 申领年度 申报年度 申请年度 补助年度 首个年度",
    "years": "补助年数 申领年数 申领年限 补贴年限 年限",
    "standard_met": "达标情况 是否达到规范 是否达到规范建设要求 规范化建设达标 规范建设是否达标 是否规范达标",
    "social_institution": "是否社会性托育机构 是否社会办机构 社会办机构",
    "one_off_paid": (
        "一次性补助已发放 一次性补助是否已发放 已发一次性补助 是否已发一次性补助 已领一次性补助 是否已领一次性补助"
    ),
    "place_rate": "每个托位标准 每托位补贴标准 每托位补助标准 每托位年标准 单个托位标准 托位补助标准",
    "children": "子女数量 子女个数 家庭子女数 现有子女数 生育子女数 共有子女数 孩子数量 孩子个数 孩子人数",
    "base_ceiling": "贷款最高限额 最高贷款限额 公积金贷款最高额度 公积金最高贷款额度 基础最高额度 贷款额度上限",
    "uplift": "上浮幅度 上浮率 上浮百分比 额度上浮 额度上浮比例 贷款上浮比例",
    "personal_quota": "个人额度 本人额度 个人可贷金额 本人可贷金额 可贷金额 借款人可贷额度",
    "house_price": "房屋价格 房屋总价款 房屋总额 房款总额 总房价 住房总价 购房价格 购房价款 购房总价款 购房金额",
    "down_payment_ratio": "首付比 首付比率 首付款比例 首付百分比 最低首付比例",
    "population": "总人口 人口总数 人口规模 常住人口数 常住人口总数",
    "existing": "已有托位 已有托位数 现有托位总数",
    "existing_inclusive": "已有普惠托位 已有普惠托位数 现有普惠性托位",
    "new_housing_population": "新建小区人口 新建居住区人口",
    "old_quarter_population": "老旧城区人口 老城区常住人口",
    "employee_id": ("员工编码 员工代码 员工id 职工编码 职工代码 职工号 职员编号 职员代码 人员编码 人员代码 个人编号"),
    "name": "名字 人员姓名 职员姓名 领取人 领取人姓名 申领人 申领人姓名",
    "department": "所在部门 部门名称 所在科室 所属科室 处室",
    "child_id": (
        "子女身份证 子女身份证号 子女身份证号码 子女证件号 子女证件号码 孩子身份证 孩子身份证号 "
        "孩子身份证号码 宝宝身份证号 婴儿身份证号 婴幼儿身份证号 小孩身份证号 出生医学证明编号 "
        "出生医学证明号 出生证编号 出生证号"
    ),
    "month": (
        "发放年月 补贴月份 补贴年月 补贴所属月 补贴所属期 所属年月 归属月份 归属月 保教费月份 月度 "
        "核算月份 费用月份 费用所属期 费款所属期 税款所属期"
    ),
    "amount": (
        "发放额 发放补贴金额 发放保教费 补贴金额 补贴额 实发补贴 实发保教费 实付金额 实领金额 "
        "已付金额 支付额 领取金额 保教费 保教费金额 本月发放 本月实发 到账金额"
    ),
    "institution_id": (
        "托育机构代码 托育机构编码 机构统一社会信用代码 统一社会信用代码 社会信用代码 机构备案号 备案编号"
    ),
    "one_off_claimed": "申请一次性补助 是否申请一次性补助 本次申领一次性补助 含一次性补助 是否含一次性补助",
    "amount_claimed": (
        "申领总额 申领资金 申领补助金额 申请总额 申请资金 申请补贴金额 申请补助金额 申报总额 申报补贴金额"
    ),
    "capacity": "备案托位数 批准托位数 核准托位数 设置托位数",
    "benefit": "假期类别 假期种类 假期名称 请假类别 请假种类 休假类别 休假种类",
    "from_date": (
        "休假起始日期 休假开始时间 休假起始时间 请假起始日期 请假开始时间 假期开始日期 起假日期 开始时间 起始时间"
    ),
    "to_date": "休假终止日期 休假结束时间 请假截止日期 请假结束时间 假期结束日期 终止日期 结束时间 截止时间",
    "child_year": "周岁年度 所属周岁年 育儿假周岁年",
}
"""The names of each field, with a blank between them."""

EVERYDAY_REGIONS = "单位地区 单位所在地区 用人单位所在地 参保地区 工作所在地 所属区划 行政区 县区 县市 所属县区"
"""The same for the column that says where."""

LESS_CERTAIN_HEADERS: dict[str, str] = {
    "amount": "应发金额 应付金额 应发",
    "employee_id": (
        "身份证号 身份证号码 身份证 职工身份证号 职工身份证号码 员工身份证号 员工身份证号码 证件号码 公民身份号码"
    ),
}
"""Names that are taken only where no better one stands beside them, and never without a word of it."""

HEADERS_OF_NOTATIONS: dict[str, dict[str, str]] = {
    "infants": {
        TWINS: "双胞胎 双胎 双胞胎情况",
        IS_TWINS: "是否双胞胎 是否为双胞胎 是否双胎 是否为双胎 有无双胞胎",
        MULTIPLES: "多胞胎 是否多胞胎 是否为多胞胎 多胞胎情况 有无多胞胎 单胎多胎",
    },
    "difficult_birth": {
        DELIVERY: "分娩方式 生产方式 生育方式 分娩情况 生产情况 分娩类型 分娩方式顺产剖宫产 顺产难产 顺产或难产"
    },
}
"""Headers that put the question of a field in another way, by the way they do."""

SIGNS_OF_FACTS: dict[str, str] = {
    "birth_date": "出生|生日|分娩日",
    "infants": "婴儿|胎儿|新生儿|双胞|多胞|双胎",
    "birth_order": "孩次|胎次|第几|几孩|几胎",
    "difficult_birth": "难产|剖宫|剖腹|顺产|分娩|接生",
    "due_date": "预产",
    "gestation_weeks": "孕周|妊娠|孕龄",
    "monthly_rate": "月标准|补贴标准|发放标准",
    "amount": "实发|发放金额|补贴金额",
    "amount_claimed": "申领|申报|申请金额",
    "one_off_claimed": "一次性",
    "one_off_paid": "一次性",
    "inclusive_places": "普惠",
    "standard_met": "达标|规范建设",
    "house_price": "房价|房款|购房",
    "down_payment_ratio": "首付",
    "uplift": "上浮",
    "children": "子女数|孩子数",
}
"""What a header has in it that may be about a fact, though it is none of its names."""
