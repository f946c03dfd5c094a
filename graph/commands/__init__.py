"""The commands of ``kg``: each reads its options, calls one function of ``graph``, and prints."""
