"""placeholder until helper lands"""
from interregnum.kernels.scalar import scalar


@scalar
def pay_share(discount: float, coalition_ratio: float, hazard: float) -> float:
    left = discount * (1.0 - hazard)
    return (1.0 - left) / (1.0 - left * coalition_ratio)
