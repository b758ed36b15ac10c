package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// RecoveryPackage has interceptors that recover. Without options they return
// the panic as an error of its type PanicError, whose text has the stack.
const RecoveryPackage = "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"

// RecoveryInterceptors make interceptors that recover.
var RecoveryInterceptors = symbol.Of(
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery.UnaryServerInterceptor",
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery.StreamServerInterceptor",
)
