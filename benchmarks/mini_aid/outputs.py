"""Which values does mini-aid give, of a household and of each person?"""

HOUSEHOLD_OUTPUTS = ("income", "pc", "eligible", "edge", "dibao", "total")
PERSON_OUTPUTS = ("single", "tekun_amt", "living", "nursing")
