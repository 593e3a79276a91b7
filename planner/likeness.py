"""How alike two candidate topics are: their titles without the set phrases, then who is concerned.

A proposal for the office to look at, never a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from inputs.cell_text import match_key
from planner.candidates import Candidate, Pair

THRESHOLD = 55
"""The least score that is worth a look; tuned on planted pairs, see the tests."""

_PUNCTUATION = re.compile(r"[^\w]+|_")
_PLACES = re.compile(r"[我全本各](?:县|区|市|省|乡镇)|^\w{2,3}(?:县|(?<!城)市)(?!场|民|政|区)")
_YEARS = re.compile(r"20\d\d年?(?:度)?")
_ENDINGS = re.compile(
    r"(?:的?(?:若干|几点|一些)?(?:意见|对策|协商|调研|建议|思考|研究|报告|议题|专题|开展|进行|问题|情况|工作)(?:和|与|及)?)+$"
)
_PHRASES = (
    "高质量发展", "如何更多地", "多措并举", "建言献策", "建言资政", "贯彻落实", "贯彻实施", "实施情况",
    "进一步", "关于", "围绕", "加快", "加强", "推进", "推动", "促进", "助推", "助力", "深化",
    "深入", "提升", "提高", "优化", "完善", "健全", "强化", "做好", "做强", "做大", "大力", "着力",
    "积极", "持续", "切实", "有效", "全面", "扎实", "不断", "更好", "充分", "发挥", "建立", "落实",
    "破解", "解决", "改善", "规范", "防范", "防止", "化解", "巩固", "监测",
    "新时代", "新常态下", "如何", "问题", "工作", "发展", "建设", "机制",
    "体系", "作用", "对策", "情况", "水平", "能力", "力度", "开展", "我们", "存在",
)  # fmt: skip
"""What nearly every title may hold, and what says nothing of its subject."""
_MEANS = {
    "老龄": "养老", "老年人": "养老", "老年": "养老", "为老": "养老", "民企": "民营企业",
    "非公经济": "民营企业", "民营经济": "民营企业", "发展环境": "营商环境", "农民收入": "农民增收",
    "乡村": "农村", "治污": "污染防治", "污染治理": "污染防治", "污染综合防治": "污染防治",
    "垃圾分类处理": "垃圾分类", "环保": "环境保护", "职教": "职业教育", "中医药": "中医", "文保": "文化遗产保护",
    "物业服务": "物业管理", "停车难": "停车", "托幼": "托育", "婴幼儿照护": "托育", "招商": "引资",
    "吸引投资": "引资", "外卖员": "外卖骑手", "校外培训": "课外培训", "人居环境": "环境整治",
    "小微企业": "中小企业", "文旅": "文化旅游", "双减": "减负", "旅游景区": "景区",
}  # fmt: skip
"""Words that offices use for the same thing → the one that they are compared by."""
_KINDS: tuple[tuple[str, ...], ...] = (
    ("城区", "农村", "景区", "校园", "社区", "园区", "小区", "集镇"),
    ("学前", "义务教育", "高中", "职业教育", "高校", "家庭教育"),
    ("养老", "托育", "青年", "妇女", "儿童", "残疾人", "农民工"),
    ("大气", "水", "土壤", "噪声", "垃圾"),
)
"""Words of a kind: two titles that name different ones of a kind are about different things."""


@lru_cache(maxsize=4096)
def core(title: str) -> str:
    """Return what a title is about: without set phrases, places, marks and years."""
    text = _YEARS.sub("", _PUNCTUATION.sub("", match_key(title)))
    text = _ENDINGS.sub("", re.sub(r"^(?:关于|就(?!业|医|学|地|近))", "", text))
    text = _PLACES.sub("", text)
    for word in sorted(_MEANS, key=len, reverse=True):
        text = text.replace(word, _MEANS[word])
    short = text
    for phrase in _PHRASES:
        short = short.replace(phrase, "")
    short = short.replace("的", "").replace("和", "").replace("与", "")
    return short if len(short) >= 2 else text


def title_score(first: str, second: str) -> float:
    """Return how alike two titles are, 0 … 100; the order of their parts counts little."""
    a, b = core(first), core(second)
    if not a or not b:
        return 0.0
    if a == b:
        return 100.0
    ordered = fuzz.ratio(a, b)
    pairs = 100 * _dice(_bigrams(a), _bigrams(b))
    characters = 100 * _dice(Counter(a), Counter(b))
    shorter, longer = sorted((a, b), key=len)
    within = 0.0
    if len(shorter) >= 4:
        within = 0.85 * 100 * _overlap(_bigrams(shorter), _bigrams(longer))
    score = max(ordered, pairs, 0.45 * pairs + 0.5 * characters, within)
    return score * (0.6 if _differ_in_kind(a, b) else 1.0)


def likeness(first: Candidate, second: Candidate) -> tuple[int, str]:
    """Return a score 0 … 100 of two topics, and why in plain words."""
    score = title_score(first.title, second.title)
    a, b = core(first.title), core(second.title)
    reasons = ["名称除套话外相同" if a == b else f"名称相近（都有“{_shared_words(a, b)}”）"]
    ours, theirs = (_keys(t.many("相关部门")) for t in (first, second))
    shared = [name for key, name in ours.items() if key in theirs]
    if shared:
        score += 8 if len(shared) * 2 >= min(len(ours), len(theirs)) else 4
        reasons.append(f"相关部门都有{'、'.join(shared)}")
    elif ours and theirs:
        score -= 6
        reasons.append("相关部门不同")
    kinds = [match_key(t.text("类别")) for t in (first, second)]
    if all(kinds) and kinds[0] == kinds[1]:
        score += 4
        reasons.append(f"类别都是{first.text('类别')}")
    elif all(kinds):
        score -= 4
        reasons.append("类别不同")
    return max(0, min(100, round(score))), "；".join(reasons)


def alike(candidates: Sequence[Candidate], least: int = THRESHOLD) -> list[Pair]:
    """Return the pairs of candidates that are much alike, the likest first."""
    found = []
    for first, second in combinations(candidates, 2):
        score, why = likeness(first, second)
        if score >= least:
            found.append(Pair(first.id, second.id, score, why))
    return sorted(found, key=lambda pair: -pair.score)


def _keys(names: Iterable[str]) -> dict[str, str]:
    """Return names by what they share however written: 县教育局 and 教育局 are one."""
    return {re.sub(r"^(?:[省县区]|市(?!场))", "", match_key(name)): name for name in names}


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    return (a & b).total() / a.total() if a.total() else 0.0


def _differ_in_kind(a: str, b: str) -> bool:
    for words in _KINDS:
        ours, theirs = ({w for w in words if w in text} for text in (a, b))
        if ours and theirs and not ours & theirs:
            return True
    return False


def _shared_words(a: str, b: str) -> str:
    """Return the stretches of two characters or more that both have, longest first."""
    found: list[str] = []
    rest = b
    for size in range(min(len(a), len(b)), 1, -1):
        for start in range(len(a) - size + 1):
            piece = a[start : start + size]
            if piece in rest and not any(piece in one for one in found):
                found.append(piece)
                rest = rest.replace(piece, "|")
    return "、".join(found[:3]) or "、".join(dict.fromkeys(c for c in a if c in b))
