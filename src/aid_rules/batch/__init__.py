"""How is a whole population decided and compared, losing nothing?"""
