"""What the commands say of themselves."""

from __future__ import annotations

from benefitcli.catalogue import Pair

PROGRAM: Pair = (
    "生育支持待遇计算器：休假日期、保教费、托位补贴、公积金贷款额度。每个答案都带条文。",
    "Birth-support benefits: leave dates, childcare allowance, place subsidies, housing fund loans - each with its clause.",
)

COMMANDS: dict[str, Pair] = {
    "leave": ("休假：从哪天到哪天，哪天返岗", "Leaves: from when to when, and when back at work"),
    "leave maternity": ("产假", "Maternity leave"),
    "leave paternity": ("护理假（陪产假）", "Paternity leave"),
    "leave childcare": ("育儿假，按孩子的每一周岁年", "Childcare leave, for each year of the child"),
    "leave marriage": ("婚假", "Marriage leave"),
    "leave miscarriage": ("流产产假，按孕周", "Leave after a miscarriage, by weeks of pregnancy"),
    "leave nursing": ("哺乳时间", "Nursing time"),
    "leave protection": ("孕期、哺乳期不得加班和夜班的期间", "When overtime and night work are banned"),
    "leave parent-care": ("独生子女照料住院父母的假", "Leave of an only child to care for a parent in hospital"),
    "allowance": ("婴幼儿保教费：哪些月、每月多少、合计多少", "Monthly childcare allowance: which months, how much"),
    "places": ("托育机构一次性补助和普惠托位补贴", "Subsidies for childcare institutions and inclusive places"),
    "loan": ("多孩家庭公积金贷款额度上浮", "The raised housing fund loan ceiling"),
    "targets": ("方案要求的托位数", "The childcare places that the plan asks for"),
    "forecast": ("测算：今后各月、各年要付多少", "What will fall due in the months and years to come"),
    "forecast allowance": (
        "测算一份职工名单今后各月（季、年）应发的保教费：多少人、多少钱",
        "The childcare allowance that will fall due for a list of staff: how much, to how many",
    ),
    "forecast places": (
        "测算一份托育机构名单今后各年应付的补贴",
        "The subsidies that will fall due for a list of childcare institutions",
    ),
    "batch": ("一个文件里的许多人：逐行计算，行数不变", "Many cases in a file: one result a row, no row lost"),
    "fields": ("某项待遇要填哪些列、怎么填", "The columns of a benefit and how to fill them"),
    "completion": ("让命令行按Tab键补全命令、选项和取值", "Have the shell complete commands, options and values"),
}

EXAMPLES: dict[str, str] = {
    "": "benefitcli leave maternity --birth-date 2023-05-01",
    "leave": "benefitcli leave maternity --birth-date 2023-05-01",
    "leave maternity": "benefitcli leave maternity --birth-date 2023-05-01 --infants 2 --difficult-birth",
    "leave paternity": "benefitcli leave paternity --birth-date 2023-05-01",
    "leave childcare": "benefitcli leave childcare --birth-date 2024-02-29 --reading childcare_bonus=cumulative",
    "leave marriage": "benefitcli leave marriage --start-date 2024-02-01",
    "leave miscarriage": "benefitcli leave miscarriage --start-date 2024-03-01 --gestation-weeks 13",
    "leave nursing": "benefitcli leave nursing --birth-date 2024-03-01 --infants 2",
    "leave protection": "benefitcli leave protection --due-date 2024-05-20",
    "leave parent-care": (
        "benefitcli leave parent-care --parent-birth-date 1960-01-01 --on-date 2024-03-01"
        " --only-child-certificate --hospitalised"
    ),
    "allowance": "benefitcli allowance --birth-date 2022-05-10 --parents 2",
    "places": "benefitcli places --inclusive-places 60 --year 2024 --standard-met",
    "loan": "benefitcli loan --children 2 --base-ceiling 600000 --uplift 0.2",
    "targets": "benefitcli targets --population 384653",
    "forecast": "benefitcli forecast allowance staff.csv --from-month 2026-01 --to-month 2026-12",
    "forecast allowance": (
        "benefitcli forecast allowance staff.csv --from-month 2026-01 --to-month 2027-12 --by quarter"
        " --births 24 --scenario higher:monthly_rate=300"
    ),
    "forecast places": "benefitcli forecast places institutions.csv --from-year 2026 --to-year 2028",
    "batch": "benefitcli batch leave.maternity staff.csv -o leave.csv",
    "fields": "benefitcli fields leave.maternity",
    "completion": "benefitcli completion bash",
}

OPTIONS: dict[str, Pair] = {
    "region": ("地区：名称、拼音或区划代码", "region: name, pinyin or division code"),
    "on": (
        "按这一天施行的规定算，而不按生育等事件当天",
        "use the law in force on this day instead of the day of the event",
    ),
    "as_of": ("只用这一天之前已发布的文件，重现当时的结果", "leave out documents issued after this day"),
    "reading": ("条文有几种读法时选另一种，可重复", "take another reading of a doubtful clause; may be repeated"),
    "tables": (
        "另加一个政策表文件夹，可重复",
        "a folder of further tables laid over the shipped ones; may be repeated",
    ),
    "format": ("输出格式", "output format"),
    "forecast format": (
        "输出格式：text、json、md、html、csv、tsv、xlsx、jsonl、parquet；不写则看后缀，再不然为 text",
        "output format: text, json, md, html, csv, tsv, xlsx, jsonl or parquet; else by the suffix, else text",
    ),
    "lang": ("语言", "language"),
    "help": ("显示这份说明", "show this help"),
    "version": ("显示版本", "show the version"),
    "output": (
        "输出文件，后缀决定格式；不写则到标准输出",
        "output file, its suffix names the format; the standard output if left out",
    ),
    "name": ("职工姓名，只写在文书上", "name of the employee, only for the document"),
    "employee_id": ("工号，只写在文书上", "employee number, only for the document"),
    "employer": ("单位名称，只写在文书上", "name of the employer, only for the document"),
    "no_input": ("缺少必填项时不询问，直接报错", "never ask for what is missing"),
    "encoding": (
        "输入编码；不写则自动识别UTF-8与GB18030",
        "encoding of the input; UTF-8 and GB18030 are told apart by themselves",
    ),
    "set": ("所有空着的行都用这个值，可重复", "a value for all rows that leave the field blank; may be repeated"),
    "from": ("输入格式；不写则看文件名", "format of the input, where its name does not tell"),
    "to": ("输出格式；不写则看文件名", "format of the output, where its name does not tell"),
    "sheet": ("工作表名；不写则第一张", "the sheet of a workbook; the first if left out"),
    "output_encoding": (
        "输出CSV的编码：utf-8，或给Excel用的utf-8-sig、gb18030",
        "encoding of a CSV output: utf-8, or utf-8-sig and gb18030 for Excel",
    ),
    "rejects": ("有错的行不进输出，写到这个文件", "take the rows with errors out of the output and into this file"),
    "explain": ("每一步一列", "a column for each step"),
    "limit": ("只算前几行", "only the first so many rows"),
    "template": ("写一个空表供填写：.xlsx 或 .csv", "write an empty sheet to fill in: .xlsx or .csv"),
    "json_schema": ("一行的JSON Schema", "the JSON Schema of a row"),
    "json_errors": ("小结和错误以JSON写到标准错误", "summary and errors as JSON on the standard error"),
    "prefix": ("新增列名前加的字样", "what to put before the names of the new columns"),
    "shell": (
        "bash、zsh、fish、powershell；不写则看当前所用",
        "bash, zsh, fish or powershell; the one in use if left out",
    ),
    "install": ("写到该环境会读取的地方，而不是打印出来", "put it where the shell finds it instead of printing it"),
    "quiet": ("不在标准错误上写小结", "no summary on the standard error"),
    "from_month": ("从哪个月起", "the first month"),
    "to_month": ("到哪个月止", "the last month"),
    "from_year": ("从哪一年起", "the first year"),
    "to_year": ("到哪一年止", "the last year"),
    "by": ("按月、季还是年合计", "add up by month, quarter or year"),
    "group_by": ("按这一列分组合计，如部门", "add up by this column too, such as the department"),
    "births": (
        "假设今后每年再出生这么多孩子：文件里最后一次出生之后，每月1日，按月均匀",
        "assume so many births a year after the last one in the file, evenly on the first of each month",
    ),
    "scenario": (
        "另一个方案，与现状并列：每一行的这些值都改成所写的，births 也可写；可重复",
        "another case beside the file as it is: these values for every row, births among them; may be repeated",
    ),
    "benefit": ("待遇，如 leave.maternity、allowance", "the benefit, such as leave.maternity or allowance"),
    "input": ("输入文件；- 或不写为标准输入", "input file; - or nothing is the standard input"),
}

VALUES: dict[str, str] = {
    "format": "text|json",
    "lang": "zh|en",
    "reading": "NAME=CHOICE",
    "set": "FIELD=VALUE",
    "on": "DATE",
    "as_of": "DATE",
    "tables": "DIR",
    "region": "NAME",
    "output": "FILE",
    "name": "TEXT",
    "employee_id": "TEXT",
    "employer": "TEXT",
    "encoding": "NAME",
    "prefix": "TEXT",
    "from": "FORMAT",
    "to": "FORMAT",
    "sheet": "NAME",
    "output_encoding": "NAME",
    "rejects": "FILE",
    "template": "FILE",
    "limit": "N",
}

SECTIONS: dict[str, Pair] = {
    "usage": ("用法", "Usage"),
    "arguments": ("参数", "Arguments"),
    "facts": ("事实", "Facts"),
    "options": ("选项", "Options"),
    "command": ("命令", "COMMAND"),
    "commands": ("命令", "Commands"),
    "example": ("例", "Example"),
    "required": ("必填", "required"),
    "default": ("默认", "default"),
}
