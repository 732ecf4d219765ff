"""The fields a benefit or an audit asks for: names, kinds, bounds, defaults and the Chinese headers they go by."""

from __future__ import annotations

from dataclasses import replace

from benefitcli.engine.benefit import REGION, Field

FIRST_DATE = "1900-01-01"
LAST_DATE = "2090-12-31"
MAX_YUAN = 10**9
MAX_YUAN_OF_RATE = 10**6
"""With these bounds no sum passes what a whole number of 64 bits, or JSON's number, holds to the fen."""


def _date(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "date", zh, en, example, minimum=FIRST_DATE, maximum=LAST_DATE, aliases=aliases)


def _integer(name: str, zh: str, en: str, example: str, span: tuple[int, int], *aliases: str) -> Field:
    low, high = map(str, span)
    return Field(name, "integer", zh, en, example, minimum=low, maximum=high, aliases=aliases)


def _boolean(name: str, zh: str, en: str, *aliases: str) -> Field:
    return Field(name, "boolean", zh, en, "否", default="false", aliases=aliases)


def _money(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "money", zh, en, example, minimum="0", maximum=str(MAX_YUAN), aliases=aliases)


def _rate(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return replace(_money(name, zh, en, example, *aliases), maximum=str(MAX_YUAN_OF_RATE))


def _text(name: str, zh: str, en: str, example: str, *aliases: str) -> Field:
    return Field(name, "text", zh, en, example, aliases=aliases)


BIRTH_DATE = _date(
    "birth_date",
    "出生日期",
    "date of birth of the child",
    "2023-05-01",
    "生育日期",
    "子女出生日期",
    "孩子出生日期",
    "分娩日期",
)
START_DATE = _date(
    "start_date", "开始日期", "first day of the leave", "2023-05-01", "休假开始日期", "起始日期", "休假日期"
)
FATHER_START_DATE = _date(
    "father_start_date",
    "护理假开始日期",
    "first day of the father's leave",
    "2023-05-01",
    "陪产假开始日期",
    "父亲开始日期",
)
DUE_DATE = _date("due_date", "预产期", "expected date of birth", "2023-05-01", "预产日期")
ON_DATE = _date("on_date", "照料日期", "day the care is asked for", "2024-03-01", "日期", "申请日期")
PARENT_BIRTH_DATE = _date(
    "parent_birth_date", "父母出生日期", "date of birth of the parent", "1960-01-01", "父亲出生日期", "母亲出生日期"
)
INFANTS = _integer(
    "infants", "婴儿数", "number of infants born", "1", (1, 9), "胎儿数", "生育婴儿数", "胎数", "婴儿个数", "婴儿人数"
).as_optional("1")
BIRTH_ORDER = _integer(
    "birth_order", "孩次", "which child of the couple this is", "1", (1, 20), "胎次", "第几孩", "第几胎", "生育孩次"
).as_optional("1")
GESTATION_WEEKS = _integer(
    "gestation_weeks", "孕周", "completed weeks of pregnancy", "10", (1, 45), "怀孕周数", "妊娠周数", "满孕周"
)
DIFFICULT_BIRTH = _boolean("difficult_birth", "难产", "difficult birth", "是否难产")
ONLY_CHILD_CERTIFICATE = _boolean(
    "only_child_certificate",
    "独生子女父母光荣证",
    "the parent holds the only-child certificate",
    "独生子女证",
    "是否独生子女",
    "独生子女",
)
HOSPITALISED = _boolean("hospitalised", "住院", "the parent is in hospital", "是否住院", "住院治疗")
FROM_MONTH = Field(
    "from_month",
    "month",
    "起始月份",
    "not before this month",
    "2023-05",
    minimum="1900-01",
    maximum="2090-12",
    aliases=("开始月份", "起始月"),
)
TO_MONTH = Field(
    "to_month",
    "month",
    "截止月份",
    "not after this month",
    "2023-12",
    minimum="1900-01",
    maximum="2090-12",
    aliases=("结束月份", "截止月"),
)
MONTHLY_RATE = _rate(
    "monthly_rate",
    "每月标准",
    "the employer's own monthly rate, yuan",
    "200",
    "月标准",
    "发放标准",
    "每月保教费",
    "保教费标准",
)
FATHER_MONTHLY_RATE = _rate(
    "father_monthly_rate",
    "父亲单位每月标准",
    "the monthly rate of the father's employer, yuan",
    "200",
    "父亲单位保教费标准",
)
PARENTS = _integer(
    "parents", "父母人数", "parents whose employers pay", "1", (1, 2), "职工人数", "领取人数"
).as_optional("1")
INCLUSIVE_PLACES = _integer(
    "inclusive_places", "普惠托位数", "public-interest childcare places", "60", (0, 100_000), "普惠托位", "普惠托位个数"
)
YEAR = _integer("year", "年度", "first year claimed", "2024", (2000, 2090), "年份", "补贴年度")
YEARS = _integer("years", "年数", "number of years", "1", (1, 50), "补贴年数").as_optional("1")
STANDARD_MET = _boolean(
    "standard_met", "达到规范建设要求", "meets the county-level standard", "是否达标", "达标", "规范建设达标"
)
SOCIAL_INSTITUTION = replace(
    _boolean("social_institution", "社会性托育机构", "privately run institution", "社会性机构", "是否社会性机构"),
    default="true",
)
ONE_OFF_PAID = _boolean("one_off_paid", "一次性补助已发", "the one-off subsidy was already paid", "一次性补助是否已发")
PLACE_RATE = _rate("place_rate", "每托位标准", "the payer's own yearly rate per place, yuan", "600", "托位补贴标准")
CHILDREN = _integer("children", "子女数", "children of the couple", "2", (0, 20), "子女人数", "孩子数")
BASE_CEILING = _money(
    "base_ceiling", "最高贷款额度", "housing provident fund loan ceiling, yuan", "600000", "最高额度", "贷款最高额度"
)
UPLIFT = Field(
    "uplift",
    "ratio",
    "上浮比例",
    "rise for families with more children",
    "0.2",
    minimum="0",
    maximum="1",
    aliases=("上浮",),
)
PERSONAL_QUOTA = _money(
    "personal_quota", "本人可贷额度", "the borrower's own quota, yuan", "650000", "可贷额度", "个人可贷额度"
)
HOUSE_PRICE = _money("house_price", "房屋总价", "price of the house, yuan", "1000000", "房价", "购房总价")
DOWN_PAYMENT_RATIO = Field(
    "down_payment_ratio", "ratio", "首付比例", "down payment as a share of the price", "0.2", minimum="0", maximum="1"
)
POPULATION = _integer("population", "常住人口", "resident population", "384653", (1, 2_000_000_000), "人口", "人口数")
EXISTING = _integer("existing", "现有托位", "places that exist", "0", (0, 100_000_000), "现有托位数").as_optional("0")
EXISTING_INCLUSIVE = _integer(
    "existing_inclusive",
    "现有普惠托位",
    "public-interest childcare places that exist",
    "0",
    (0, 100_000_000),
    "现有普惠托位数",
).as_optional("0")
NEW_HOUSING_POPULATION = _integer(
    "new_housing_population", "新建住宅区人口", "people in new housing", "0", (0, 2_000_000_000)
).as_optional("0")
OLD_QUARTER_POPULATION = _integer(
    "old_quarter_population", "老城区人口", "people in old quarters without places", "0", (0, 2_000_000_000)
).as_optional("0")

FROM_YEAR = _integer("from_year", "起始年度", "first year", "2026", (2000, 2090))
TO_YEAR = _integer("to_year", "截止年度", "last year", "2028", (2000, 2090))
BIRTHS = _integer("births", "每年出生人数", "births expected a year", "60", (0, 1_000_000))

ON = _date("on", "按哪天的规定", "the day whose law is asked for", "2024-01-01")
AS_OF = _date("as_of", "截至哪天发布的文件", "the day up to which documents count", "2024-01-01")

# The columns of ledgers, claims and leave records that no benefit has.
EMPLOYEE_ID = _text(
    "employee_id", "工号", "employee", "E0001", "员工编号", "职工编号", "员工工号", "职工工号", "人员编号", "员工号"
)
NAME = _text("name", "姓名", "name of the employee", "张三", "员工姓名", "职工姓名")
DEPARTMENT = _text("department", "部门", "department", "财务科", "科室", "所属部门")
CHILD_ID = _text("child_id", "子女编号", "child", "C1", "子女标识", "孩子编号", "子女序号")
MONTH = replace(
    FROM_MONTH,
    name="month",
    zh="月份",
    en="month the payment is for",
    example="2024-01",
    aliases=("所属月份", "发放月份", "月", "年月", "所属期", "工资月份"),
    any_day=True,
)
AMOUNT = _money("amount", "金额", "amount paid, yuan", "200", "发放金额", "实发金额", "支付金额", "已发金额", "实发")
INSTITUTION_ID = _text("institution_id", "机构编号", "institution", "J001", "机构代码", "机构编码", "托育机构编号")
ONE_OFF_CLAIMED = Field(
    "one_off_claimed",
    "boolean",
    "申领一次性补助",
    "the claim includes the one-off subsidy",
    "否",
    default="false",
    aliases=("是否申领一次性补助", "一次性补助"),
)
AMOUNT_CLAIMED = _money(
    "amount_claimed", "申领金额", "amount claimed, yuan", "36000", "申请金额", "申报金额", "申领补贴金额"
)
CAPACITY = _integer(
    "capacity", "核定托位数", "places the institution may have", "80", (0, 100_000), "托位总数", "核定托位"
)
LEAVE = _text("benefit", "假别", "which leave", "leave.childcare", "假期类型", "请假类型", "休假类型", "假种")
FROM_DATE = replace(
    START_DATE,
    name="from_date",
    en="first day taken",
    example="2024-03-01",
    aliases=("休假开始日期", "起始日期", "起始日", "开始日", "请假开始日期"),
).as_required()
TO_DATE = replace(
    ON_DATE,
    name="to_date",
    zh="结束日期",
    en="last day taken",
    example="2024-03-05",
    aliases=("休假结束日期", "截止日期", "结束日", "请假结束日期"),
).as_required()
CHILD_YEAR = _integer(
    "child_year", "周岁年", "the year of the child it was booked to", "1", (1, 3), "第几周岁年", "育儿假年度"
)

MOTHER_REGION = "mother_region"
FATHER_REGION = "father_region"
REGIONS = {
    REGION: (
        "地区",
        "区划",
        "行政区划",
        "所在地",
        "所在地区",
        "单位所在地",
        "工作地",
        "工作地区",
        "所属地区",
        "参保地",
    ),
    MOTHER_REGION: ("母亲所在地区", "母亲地区", "母亲所在地", "女方地区", "女方所在地"),
    FATHER_REGION: ("父亲所在地区", "父亲地区", "父亲所在地", "男方地区", "男方所在地"),
}
"""The columns of regions and the Chinese headers they go by; these are read by the tables, not by a parser."""
