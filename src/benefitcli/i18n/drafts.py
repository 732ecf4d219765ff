"""What a new table file tells the person who goes on writing it; each line becomes a comment."""

from __future__ import annotations

from benefitcli.i18n import Pair

GUIDE: Pair = (
    """\
一个文件就是一份公文。改过以后运行 benefitcli tables check 检查。
再加一个数字，照下面的样子写，去掉行首的 #（全部名称见 benefitcli tables show）：

[leave.childcare.days_per_year]
add     = 5           # 在上级规定之上再加；写 value 则代替上级的数字
unit    = "day"
article = "第三条"
quote   = "照抄原话，里面要有这个数字"

[loan.uplift]
scale   = [{ from = 2, value = 0.1 }, { from = 3, value = 0.2 }]   # 二孩上浮10%，三孩20%
unit    = "ratio"
article = "第四条"
quote   = "照抄原话"

还可以写：floor = true（不低于）、discretionary = true（可以）、
counting = "calendar"（按自然日）或 "working"（按工作日）、from = 2024-07-01（从这一天起）。
""",
    """\
One file is one document. After a change, run benefitcli tables check.
For a further number write it like this, without the leading # (benefitcli tables show has all names):

[leave.childcare.days_per_year]
add     = 5           # on top of what the region above gives; value would replace it
unit    = "day"
article = "第三条"
quote   = "the words of the article, with the number in them"

[loan.uplift]
scale   = [{ from = 2, value = 0.1 }, { from = 3, value = 0.2 }]   # 10 % with two children, 20 % with three
unit    = "ratio"
article = "第四条"
quote   = "the words of the article"

There are also: floor = true (not less than), discretionary = true (may),
counting = "calendar" or "working", from = 2024-07-01 (from this day on).
""",
)
