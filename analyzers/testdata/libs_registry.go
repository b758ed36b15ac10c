//go:build tools

package fixtures

// Libraries that only the catalog names; they keep its entries resolvable.
import (
	_ "github.com/go-kit/kit/sd/consul"
	_ "github.com/go-kit/kit/sd/etcd"
	_ "github.com/go-kit/kit/sd/etcdv3"
	_ "github.com/go-kit/kit/sd/eureka"
	_ "github.com/go-kit/kit/sd/zk"
	_ "github.com/gofiber/fiber/v2"
	_ "github.com/gofiber/fiber/v3"
	_ "github.com/hudl/fargo"
	_ "github.com/nacos-group/nacos-sdk-go/clients/naming_client"
	_ "github.com/valyala/fasthttp"
	_ "github.com/zeromicro/go-zero/core/discov"
	_ "golang.org/x/sync/errgroup"
)
