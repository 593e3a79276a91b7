"""plan.json read back: an edit gone wrong is said in words, with the field it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from inputs.problems import InputErrors, InputProblem
from planner.plan import FORMAT, Plan

MOST_BYTES = 50 * 1024 * 1024

_FIELDS: Mapping[str, str] = {
    "sessions": "场次", "stages": "目标", "plan_milestones": "计划编制步骤", "left_out": "未入选议题",
    "deviations": "偏离事项", "waiting": "久未安排的委员", "compliance": "合规核对", "milestones": "节点",
    "papers": "文稿", "agenda": "议程", "stakeholders": "利益相关方", "outcome": "成果", "approval": "审批",
    "date": "日期", "start": "开始", "end": "结束", "due": "截止日期", "half_day": "时段", "state": "状态",
    "topics": "议题", "members": "委员", "experts": "专家", "leaders": "领导", "alternates": "递补",
    "alternates_by_seat": "各席位递补", "lead_body": "牵头单位", "lead_leader": "分管领导", "host": "主持人",
    "year": "年度", "version": "版次", "calendar": "日历", "status": "求解状态", "form": "协商形式",
    "id": "编号", "kind": "类别", "owner": "责任", "with": "参加", "team": "调研组", "minutes": "分钟",
    "venue": "地点", "departments": "协商部门", "supporting_bodies": "协办单位", "half_days": "半天数",
    "date_status": "日期依据", "merged_with_plenary": "与全会合并", "round": "轮次", "part": "环节",
    "speaker": "发言人", "title": "名称", "writer": "撰写", "latest_approval": "最迟批准日期",
    "days_missing": "少几天", "guests": "其他参加", "group": "界别或联络活动组",
}  # fmt: skip
"""Field → the office's word. A field without one is named as it stands."""

_REASONS: Mapping[str, tuple[str, str]] = {
    "missing": ("缺少这一项。", "请补上，或重新生成 plan.json。"),
    "date_from_datetime_parsing": ("不是日期。", "请写成 2027-03-18 的样子。"),
    "date_parsing": ("不是日期。", "请写成 2027-03-18 的样子。"),
    "date_type": ("不是日期。", "请写成 2027-03-18 的样子。"),
    "int_parsing": ("不是整数。", "请填整数。"),
    "int_type": ("不是整数。", "请填整数。"),
    "int_from_float": ("不是整数。", "请填整数。"),
    "bool_parsing": ("不是 true 或 false。", "请填 true 或 false。"),
    "bool_type": ("不是 true 或 false。", "请填 true 或 false。"),
    "string_type": ("应是文字。", "请加上引号。"),
    "tuple_type": ("应是一个列表。", "请用方括号括起来。"),
    "dict_type": ("应是名称与值的对照。", "请用花括号括起来。"),
    "model_type": ("应是一组项目。", "请用花括号括起来。"),
    "model_attributes_type": ("应是一组项目。", "请用花括号括起来。"),
}


def read_plan_json(path: Path) -> Plan:
    """Read a plan from plan.json.

    Raises
    ------
    InputErrors
        Where the file cannot be read, is no plan, or a field of it holds what it cannot.
    """
    data = _load(path)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        seen = data.get("format", "") if isinstance(data, dict) else ""
        raise InputErrors(
            [
                InputProblem(
                    "plan-format",
                    "",
                    "",
                    str(seen) or path.name,
                    f"不是本程序的计划文件（format 应为 {FORMAT}）。",
                    "请选 planner solve 生成的 plan.json 或 年度协商计划.xlsx。",
                )
            ]
        )
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        problems = [_problem(detail, data) for detail in error.errors(include_url=False)]
        raise InputErrors(problems) from error


def _load(path: Path) -> Any:
    name = path.name
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refused("file-too-large", name, "文件过大，不像计划文件。", "请选 plan.json。")
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _refused(
            "file-missing", str(path), "没有这个文件。", "请核对文件名和路径。"
        ) from None
    except UnicodeDecodeError:
        raise _refused(
            "file-not-utf8", name, "不是 UTF-8 编码的文字。", "请另存为 UTF-8 编码再试。"
        ) from None
    except OSError as error:
        raise _refused(
            "file-unreadable",
            name,
            f"文件读不出来（{error.strerror}）。",
            "请关闭正在使用它的程序，核对路径后再试。",
        ) from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(
            "plan-not-json",
            f"{name} 第{error.lineno}行第{error.colno}个字",
            "不合 JSON 的写法（多半是少了引号、逗号或括号）。",
            "请改正这一处，或重新生成 plan.json。",
        ) from error
    except RecursionError as error:
        raise _refused(
            "plan-not-json", name, "括号嵌套过深，不是计划文件。", "请重新生成 plan.json。"
        ) from error


def _refused(code: str, value: str, why: str, cure: str) -> InputErrors:
    return InputErrors([InputProblem(code, "", "", value, why, cure)])


def _problem(detail: ErrorDetails, data: Any) -> InputProblem:
    why, cure = _REASONS.get(detail["type"], ("值不对。", "请改正，或重新生成 plan.json。"))
    if detail["type"] in ("literal_error", "enum"):
        expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", "、")
        why, cure = "不在可选范围内。", f"只能是 {expected.replace(', ', '、')}。"
    seen = "" if detail["type"] == "missing" else _shown(detail["input"])
    return InputProblem("plan-field", _where(detail["loc"], data), "", seen, why, cure)


def _where(location: tuple[int | str, ...], data: Any) -> str:
    """Return a field's place in words: 场次 bimonthly-3 · 节点 第2个 · 开始."""
    words: list[str] = []
    for step in location:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
            identity = data.get("id") if isinstance(data, dict) else None
            suffix = f" {identity}" if isinstance(identity, str) else f" 第{step + 1}个"
            words[-1:] = [f"{words[-1] if words else ''}{suffix}"]
        else:
            data = data.get(step) if isinstance(data, dict) else None
            words.append(_FIELDS.get(step, step))
    return " · ".join(words)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"
