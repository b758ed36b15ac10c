module example.com/cacheprog

go 1.26.0
