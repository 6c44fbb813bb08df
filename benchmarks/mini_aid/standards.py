"""Which published numbers does mini-aid use? All money in fen, a month."""

REGIONS = 8

# One row a region: (urban, rural).
STANDARDS = (
    (139500, 139500),
    (121000, 105000),
    (98700, 81300),
    (86500, 70100),
    (81000, 62300),
    (75300, 58900),
    (71900, 53100),
    (69300, 50700),
)
MINIMUM_WAGES = (274000, 266000, 238000, 222000, 210000, 205000, 198000, 188000)

PENSION_EXEMPT = 12300
LIVING_SUBSIDY = 8000
NURSING_SUBSIDY = 8000

# The care benefit is the minimum wage over one of these, rounded up to the yuan.
CARE_DIVISORS = (10, 6, 3)


def ceil_yuan(numerator: int, denominator: int) -> int:
    """Least whole yuan, in fen, that is not below numerator/denominator fen."""
    return -(-numerator // (denominator * 100)) * 100


def tekun_standard(standard: int) -> int:
    """1.3 times the standard, rounded up to the yuan."""
    return ceil_yuan(standard * 13, 10)


def care(region: int) -> tuple[int, int, int]:
    """The region's care benefit in the three tiers: none, half, full dependence."""
    first, second, third = (ceil_yuan(MINIMUM_WAGES[region], divisor) for divisor in CARE_DIVISORS)
    return first, second, third
