"""Which words may a case use, and how are they said in Chinese?

Each enum is a `Literal` with its labels beside it; `labels_of` reads both back as one table. Only of programmes
there are more than can be listed here: those of a rulebook.
"""

from typing import Annotated, Any, Literal, get_args


class Labels(dict[str, str]):
    """The Chinese word for each member of the enum it annotates, in the enum's order."""

    def __hash__(self) -> int:  # type: ignore[override]
        """Types are compared by hash; a table of labels is only ever itself."""
        return id(self)


class OpenLabels(Labels):
    """The words that are known to everyone; others may stand there too."""


Residence = Annotated[Literal["urban", "rural"], Labels(urban="城镇", rural="农村")]
Sex = Annotated[Literal["male", "female"], Labels(male="男", female="女")]
Relation = Annotated[
    Literal[
        "head",
        "spouse",
        "child",
        "parent",
        "grandparent",
        "grandchild",
        "sibling",
        "parent_in_law",
        "child_in_law",
        "other",
    ],
    Labels(
        head="户主",
        spouse="配偶",
        child="子女",
        parent="父母",
        grandparent="祖父母、外祖父母",
        grandchild="孙子女、外孙子女",
        sibling="兄弟姐妹",
        parent_in_law="公婆、岳父母",
        child_in_law="儿媳、女婿",
        other="其他",
    ),
]
MaritalStatus = Annotated[
    Literal["never_married", "married", "divorced", "widowed"],
    Labels(never_married="未婚", married="已婚", divorced="离异", widowed="丧偶"),
]
EducationStage = Annotated[
    Literal[
        "kindergarten",
        "compulsory",
        "senior_secondary",
        "secondary_vocational",
        "undergraduate",
        "postgraduate",
    ],
    Labels(
        kindergarten="学前教育",
        compulsory="义务教育",
        senior_secondary="普通高中",
        secondary_vocational="中等职业教育",
        undergraduate="本专科",
        postgraduate="研究生",
    ),
]
LabourCapacity = Annotated[
    Literal["full", "partial", "none"],
    Labels(full="有劳动能力", partial="部分丧失劳动能力", none="无劳动能力"),
]
EmploymentStatus = Annotated[
    Literal["employed", "self_employed", "farming", "unemployed", "out_of_labour_force"],
    Labels(
        employed="受雇",
        self_employed="个体经营、灵活就业",
        farming="务农",
        unemployed="失业",
        out_of_labour_force="未就业且不求职",
    ),
]
MilitaryService = Annotated[
    Literal["conscript", "nco", "officer"],
    Labels(conscript="义务兵", nco="军士", officer="军官"),
]
CustodyKind = Annotated[
    Literal["prison", "compulsory_rehabilitation"],
    Labels(prison="在监狱服刑", compulsory_rehabilitation="强制隔离戒毒"),
]
DisabilityKind = Annotated[
    Literal["visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple"],
    Labels(
        visual="视力残疾",
        hearing="听力残疾",
        speech="言语残疾",
        physical="肢体残疾",
        intellectual="智力残疾",
        mental="精神残疾",
        multiple="多重残疾",
    ),
]
Settlement = Annotated[
    Literal["centralised", "dispersed"],
    Labels(centralised="集中供养", dispersed="分散供养"),
]
ChildStatus = Annotated[
    Literal["orphan", "de_facto_unattended", "key_difficulty", "hiv_infected"],
    Labels(
        orphan="孤儿",
        de_facto_unattended="事实无人抚养儿童",
        key_difficulty="重点困境儿童",
        hiv_infected="艾滋病病毒感染儿童",
    ),
]
ObligorRelation = Annotated[
    Literal["spouse", "parent", "child", "grandparent", "grandchild", "sibling"],
    Labels(
        spouse="配偶",
        parent="父母",
        child="子女",
        grandparent="祖父母、外祖父母",
        grandchild="孙子女、外孙子女",
        sibling="兄姐",
    ),
]
ParentWhich = Annotated[Literal["father", "mother"], Labels(father="父亲", mother="母亲")]
ParentSituation = Annotated[
    Literal[
        "able",
        "dead",
        "declared_dead",
        "declared_missing",
        "severe_disability",
        "serious_illness",
        "prison",
        "compulsory_rehabilitation",
        "other_custody",
        "lost_contact",
        "guardianship_revoked",
        "deported",
        "remarried",
    ],
    Labels(
        able="能履行抚养义务",
        dead="死亡",
        declared_dead="宣告死亡",
        declared_missing="宣告失踪",
        severe_disability="重残",
        serious_illness="重病",
        prison="服刑在押",
        compulsory_rehabilitation="强制隔离戒毒",
        other_custody="被执行其他限制人身自由的措施",
        lost_contact="失联",
        guardianship_revoked="被撤销监护资格",
        deported="被遣送（驱逐）出境",
        remarried="再婚",
    ),
]
IncomeKind = Annotated[
    Literal[
        "wage",
        "business",
        "property",
        "transfer",
        "basic_pension",
        "employee_pension",
        "support_received",
        "unemployment",
        "veteran_compassion",
        "family_planning_award",
        "scholarship",
        "good_samaritan_award",
        "social_assistance",
        "disability_subsidy",
        "old_age_allowance",
        "orphan_allowance",
        "unattended_child_allowance",
        "medical_insurance",
        "work_injury_care",
        "one_off_compensation",
        "land_transfer",
    ],
    Labels(
        wage="工资性收入",
        business="经营净收入",
        property="财产净收入",
        transfer="转移净收入",
        basic_pension="城乡居民基础养老金",
        employee_pension="职工养老金",
        support_received="赡养（抚养、扶养）费",
        unemployment="失业保险金",
        veteran_compassion="优抚对象抚恤补助",
        family_planning_award="计划生育奖励扶助",
        scholarship="奖学金、助学金",
        good_samaritan_award="见义勇为奖励",
        social_assistance="社会救助金",
        disability_subsidy="残疾人两项补贴",
        old_age_allowance="高龄津贴",
        orphan_allowance="孤儿基本生活费",
        unattended_child_allowance="事实无人抚养儿童基本生活补贴",
        medical_insurance="医疗保险报销",
        work_injury_care="工伤保险生活护理费",
        one_off_compensation="一次性补偿、赔偿",
        land_transfer="土地流转收入",
    ),
]
Period = Annotated[
    Literal["month", "quarter", "year", "once"],
    Labels(month="每月", quarter="每季", year="每年", once="一次性"),
]
ExpenseKind = Annotated[
    Literal[
        "living",
        "medical",
        "education",
        "rehabilitation",
        "employment_cost",
        "transfer_paid",
        "other",
    ],
    Labels(
        living="基本生活支出",
        medical="医疗支出",
        education="教育支出",
        rehabilitation="残疾康复支出",
        employment_cost="就业成本",
        transfer_paid="转移性支出",
        other="其他支出",
    ),
]
AssetKind = Annotated[
    Literal[
        "deposit",
        "security",
        "fund",
        "insurance",
        "receivable",
        "vehicle",
        "vessel",
        "farm_machinery",
        "dwelling",
        "non_residential",
        "business",
    ],
    Labels(
        deposit="存款",
        security="有价证券",
        fund="基金",
        insurance="商业保险",
        receivable="债权",
        vehicle="机动车辆",
        vessel="船舶",
        farm_machinery="大型农机具",
        dwelling="住房",
        non_residential="非居住类房屋",
        business="经营实体",
    ),
]
AssetUse = Annotated[
    Literal["private", "disabled_transport", "livelihood", "own_home", "rented_out"],
    Labels(
        private="自用",
        disabled_transport="残疾人功能性补偿代步",
        livelihood="谋生工具",
        own_home="自住",
        rented_out="出租",
    ),
]
HardshipKind = Annotated[
    Literal["fire", "accident", "serious_illness", "disaster", "education", "other"],
    Labels(
        fire="火灾",
        accident="意外事故",
        serious_illness="突发重大疾病",
        disaster="自然灾害",
        education="教育支出突增",
        other="其他特殊困难",
    ),
]
HardshipRoute = Annotated[
    Literal["emergency", "expenditure"],
    Labels(emergency="急难型", expenditure="支出型"),
]
PROGRAMMES = OpenLabels(
    {
        "dibao": "最低生活保障",
        "dibao.single_person": "单人保",
        "dibao.topup": "低保分类施保",
        "dibao.grace_exit": "低保渐退",
        "edge": "低保边缘家庭",
        "rigid_expenditure": "刚性支出困难家庭",
        "tekun": "特困人员救助供养",
        "temporary_aid": "临时救助",
        "child_allowance": "儿童基本生活保障",
        "orphan_study_grant": "孤儿助学金",
        "disability_living": "困难残疾人生活补贴",
        "disability_nursing": "重度残疾人护理补贴",
        "old_age_allowance": "高龄津贴",
        "elderly_service": "经济困难老年人养老服务和护理补贴",
        "price_subsidy": "价格临时补贴",
        "welfare_living": "老年、因公致残、离休人员等福利性生活补贴",
        "welfare_nursing": "老年、因公致残、离休人员等福利性护理补贴",
    }
)
"""The aid of which the shipped rules speak; a county's own is called as its rulebook calls it."""


def labels_of(enum: Any) -> Labels:
    """Member to Chinese word, in order. Raises TypeError where the two lists are not the same."""
    literal, labels = get_args(enum)[:2]
    if not isinstance(labels, Labels) or get_args(literal) != tuple(labels):
        raise TypeError(f"labels do not fit the enum {get_args(literal)}")
    return labels
