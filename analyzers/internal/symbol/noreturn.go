package symbol

import "go/types"

// noReturn are the functions after which the calling goroutine does not go on.
// They are built in and never left to facts: a lost fact would make every path
// through them a false alarm.
var noReturn = Of(
	"os.Exit", "runtime.Goexit", "syscall.Exit",
	"log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln",
	"(*log.Logger).Fatal", "(*log.Logger).Fatalf", "(*log.Logger).Fatalln",
	"(*log.Logger).Panic", "(*log.Logger).Panicf", "(*log.Logger).Panicln",
	"(*testing.common).Fatal", "(*testing.common).Fatalf", "(*testing.common).FailNow",
	"(*testing.common).Skip", "(*testing.common).Skipf", "(*testing.common).SkipNow",
	"(testing.TB).Fatal", "(testing.TB).Fatalf", "(testing.TB).FailNow",
	"(testing.TB).Skip", "(testing.TB).Skipf", "(testing.TB).SkipNow",
	"(*go.uber.org/zap.Logger).Fatal", "(*go.uber.org/zap.Logger).Panic",
	"(*go.uber.org/zap.SugaredLogger).Fatal", "(*go.uber.org/zap.SugaredLogger).Fatalf",
	"(*go.uber.org/zap.SugaredLogger).Fatalw", "(*go.uber.org/zap.SugaredLogger).Fatalln",
	"(*go.uber.org/zap.SugaredLogger).Panic", "(*go.uber.org/zap.SugaredLogger).Panicf",
	"(*go.uber.org/zap.SugaredLogger).Panicw", "(*go.uber.org/zap.SugaredLogger).Panicln",
	"github.com/sirupsen/logrus.Fatal", "github.com/sirupsen/logrus.Fatalf", "github.com/sirupsen/logrus.Fatalln",
	"github.com/sirupsen/logrus.Panic", "github.com/sirupsen/logrus.Panicf", "github.com/sirupsen/logrus.Panicln",
	"github.com/sirupsen/logrus.Exit",
	"(*github.com/sirupsen/logrus.Logger).Fatal", "(*github.com/sirupsen/logrus.Logger).Fatalf",
	"(*github.com/sirupsen/logrus.Logger).Fatalln", "(*github.com/sirupsen/logrus.Logger).Panic",
	"(*github.com/sirupsen/logrus.Logger).Panicf", "(*github.com/sirupsen/logrus.Logger).Panicln",
	"(*github.com/sirupsen/logrus.Entry).Fatal", "(*github.com/sirupsen/logrus.Entry).Fatalf",
	"(*github.com/sirupsen/logrus.Entry).Fatalln", "(*github.com/sirupsen/logrus.Entry).Panic",
	"(*github.com/sirupsen/logrus.Entry).Panicf", "(*github.com/sirupsen/logrus.Entry).Panicln",
	"(github.com/sirupsen/logrus.FieldLogger).Fatal", "(github.com/sirupsen/logrus.FieldLogger).Fatalf",
	"(github.com/sirupsen/logrus.FieldLogger).Fatalln",
	"k8s.io/klog/v2.Fatal", "k8s.io/klog/v2.Fatalf", "k8s.io/klog/v2.Fatalln", "k8s.io/klog/v2.Exit", "k8s.io/klog/v2.Exitf",
	"k8s.io/klog.Fatal", "k8s.io/klog.Fatalf", "k8s.io/klog.Fatalln", "k8s.io/klog.Exit", "k8s.io/klog.Exitf",
	"github.com/golang/glog.Fatal", "github.com/golang/glog.Fatalf", "github.com/golang/glog.Fatalln",
	"github.com/golang/glog.Exit", "github.com/golang/glog.Exitf",
	"google.golang.org/grpc/grpclog.Fatal", "google.golang.org/grpc/grpclog.Fatalf", "google.golang.org/grpc/grpclog.Fatalln",
	"github.com/go-kratos/kratos/v2/log.Fatal", "github.com/go-kratos/kratos/v2/log.Fatalf", "github.com/go-kratos/kratos/v2/log.Fatalw",
	"(*github.com/go-kratos/kratos/v2/log.Helper).Fatal", "(*github.com/go-kratos/kratos/v2/log.Helper).Fatalf",
	"(*github.com/go-kratos/kratos/v2/log.Helper).Fatalw",
	"github.com/stretchr/testify/require.FailNow", "github.com/stretchr/testify/require.FailNowf",
)

// NoReturn reports whether a call of fn never comes back to its caller.
func NoReturn(fn *types.Func) bool { return noReturn.Has(fn) }
