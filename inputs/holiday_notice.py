"""An official holiday notice, as it was pasted or as data → the days off and the days worked."""

from __future__ import annotations

from inputs.notice import text as notice_text
from inputs.notice.checks import faults_of
from inputs.notice.days import Notice
from inputs.notice.file import text_of
from inputs.notice.holiday_cn import is_json, notice_of_json
from inputs.notice.sentences import Found, read_sentence
from inputs.problems import InputErrors, InputProblem, ProblemList


def read_notice(
    data: bytes, name: str, year: int | None
) -> tuple[Notice, tuple[InputProblem, ...]]:
    """Return a notice for a workbook of a year, and what is to be known of it (warnings).

    Parameters
    ----------
    data, name:
        The file's content, and its name for what is said of it.
    year:
        The workbook's; None where it could not be read: then any year's notice will do.

    Raises
    ------
    InputErrors
        With all that is wrong in it, each with its sentence and the cure.
    """
    problems = ProblemList()
    text = text_of(data, name)
    notice = notice_of_json(text, name) if is_json(text) else _notice_of_text(text, problems)
    for fault in faults_of(notice, notice.year if year is None else year):
        if fault.code != "notice-empty" or not problems.has_errors:
            problems.add(fault)
    if problems.has_errors:
        raise InputErrors(problems)
    return notice, tuple(problems)


def _notice_of_text(text: str, problems: ProblemList) -> Notice:
    line = notice_text.compact(text)
    year = notice_text.year_of(line)
    if year is None:
        why = "认不出是哪一年的放假通知。"
        cure = "请连标题（关于××××年部分节假日安排的通知）一起粘贴。"
        raise InputErrors([InputProblem("notice-no-year", "", "", line[:40], why, cure)])
    found = Found()
    for festival, sentence in notice_text.sentences(line):
        read_sentence(festival, sentence, year, found, problems)
    title = notice_text.title_of(line) or f"{year}年放假通知"
    return Notice(
        year, title, tuple(found.stretches), tuple(found.extensions), tuple(found.remarks)
    )
