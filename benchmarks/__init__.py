"""How fast is this engine beside others, on identical work?

Run from the checkout: `python -m benchmarks.run scalar`. Ships in no wheel.
"""
