// The random tests draw from the numbers that the benchmark's data is made of.
@_exported public import RandomNumbers
