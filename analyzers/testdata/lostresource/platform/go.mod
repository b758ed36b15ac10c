module corp.example/platform

go 1.26
