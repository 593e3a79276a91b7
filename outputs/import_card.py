"""The one-page card that goes with the calendars: how to get them on a phone, and renew them.

It says only what is safe to say. Phones and office programs differ, and importing is not keeping
up to date: the same file imported twice doubles every event on many of them. So the advice is one
calendar of its own for the plan, which can be deleted as a whole.
"""

from __future__ import annotations

from html import escape

from outputs.labels import organisation
from planner.domain import Problem
from planner.plan import Plan

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 15mm }}
body {{ font: 15px/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
  max-width: 46em; margin: 1em auto; padding: 0 1em; color: #111 }}
h1 {{ font-size: 1.4em; margin: 0 0 .2em }}
h2 {{ font-size: 1.05em; margin: .8em 0 .2em }}
p, ol, ul {{ margin: .2em 0 }}
ol, ul {{ padding-left: 1.6em }}
table {{ border-collapse: collapse; width: 100%; font-size: .93em }}
th, td {{ border: 1px solid #888; padding: .2em .5em; text-align: left; vertical-align: top }}
@media print {{ body {{ font-size: 12px; line-height: 1.45; margin: 0; padding: 0 }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{organisation} {year}年度协商计划 第{version}版</p>

<h2>一、哪个文件是您的</h2>
<p>只用一个：委员用“委员”里带自己编号和姓名的文件，专家用“专家”里的，领导用“领导”里的，
委室和部门用“承办单位”“部门”里的。{groups}“全部.ics”只有全年会议，供总览。两个文件都导入，同一件事会出现两次。</p>

<h2>二、第一次导入：先建一个单独的日历</h2>
<p>先在手机日历里新建一个日历，名为“{year}协商计划”，再把文件导入到它里面。以后换新版，整个删掉它就行，不影响您自己的日程。</p>
<table>
<tr><th>苹果手机</th><td>日历 → 底部“日历” → 添加日历。文件在微信里：点开 → 右上角“…” → 用其他应用打开 →
日历（没有这一项，就用邮件发给自己，在“邮件”里点开附件）→ 添加全部 → 选“{year}协商计划”。</td></tr>
<tr><th>安卓手机</th><td>先把文件存到手机，在“文件管理”里点开，选“日历”打开，导入到“{year}协商计划”。
自带日历打不开 .ics 的（华为部分型号即如此），请改用电脑导入后同步，或对照纸质表手工记下。</td></tr>
<tr><th>Outlook</th><td>文件 → 打开和导出 → 导入/导出 → 导入 iCalendar (.ics) 文件 → 作为新日历打开。</td></tr>
<tr><th>企业微信、钉钉、飞书</th><td>未必能直接导入 .ics。请导入手机自带日历。</td></tr>
</table>
<p>各型号菜单的叫法不尽相同。导入后请数一数条数，并点开一次会议核对日期和钟点。</p>

<h2>三、换新版</h2>
<ol>
<li>删掉日历“{year}协商计划”（连同里面的日程）。</li>
<li>重新建一个同名日历，导入新文件。</li>
</ol>
<p>导入不是同步：计划改了，手机不会自己变；不删旧的就导入，许多手机会把每件事变成两份。</p>

<h2>四、怎么看</h2>
<ul>
<li>标“【暂定】”的，实施方案还没有审定，日期可能变；标“【取消】”的，已经取消。</li>
<li>只有日期、没有钟点的，是办事时限或全天活动。</li>{provisional}
<li>提醒不保证响：有的手机导入时会丢掉提醒。重要的会请自己再设一个，并以正式通知和邀请函为准。</li>
<li>有疑问，找日程说明里写的联系单位和联系人。</li>
</ul>
</body>
</html>
"""


def import_card(plan: Plan, problem: Problem) -> str:
    """Return the card as one HTML page: no network, no script, prints on one A4 sheet."""
    provisional = (
        "\n<li>本年度放假安排尚未公布，日期按法定节假日推算，公布后可能调整，届时会发新版。</li>"
        if plan.calendar == "provisional"
        else ""
    )
    groups = "联络活动组的召集人另用“联络活动组”里本组的。" if problem.liaison_groups else ""
    if problem.rooms:
        groups += (
            "协商室的召集人、记录人用“协商室”里本室的，由他们通知议事成员；"
            "主持人另有“主持人”里自己的，只含他主持的场次。"
        )
    return _PAGE.format(
        title="日历文件怎么导入、怎么换新版",
        organisation=escape(organisation(plan, problem)),
        year=plan.year,
        version=plan.version,
        provisional=provisional,
        groups=groups,
    )
