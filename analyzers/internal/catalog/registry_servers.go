package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// servers: the kernel queues connections from Bind on, so a service may be
// registered between Bind and Serve.
var servers = table{
	Bind: symbol.Of(
		"net.Listen", "net.ListenTCP", "net.ListenUnix", "net.FileListener",
		"(*net.ListenConfig).Listen",
		"crypto/tls.Listen",
		"(*github.com/go-kratos/kratos/v2/transport/http.Server).Endpoint",
		"(*github.com/go-kratos/kratos/v2/transport/grpc.Server).Endpoint",
	),
	Serve: symbol.Of(
		"(net.Listener).Accept", "(*net.TCPListener).Accept", "(*net.TCPListener).AcceptTCP",
		"(*net.UnixListener).Accept", "(*net.UnixListener).AcceptUnix",
	),
	Serve | Block: symbol.Of(
		"net/http.Serve", "net/http.ServeTLS",
		"(*net/http.Server).Serve", "(*net/http.Server).ServeTLS",
		"(*google.golang.org/grpc.Server).Serve",
		"(*github.com/gin-gonic/gin.Engine).RunListener", "(*github.com/gin-gonic/gin.Engine).RunFd",
		"(*github.com/gofiber/fiber/v2.App).Listener",
		"(*github.com/gofiber/fiber/v3.App).Listener",
		"github.com/valyala/fasthttp.Serve", "github.com/valyala/fasthttp.ServeTLS",
		"(*github.com/valyala/fasthttp.Server).Serve", "(*github.com/valyala/fasthttp.Server).ServeTLS",
	),
	Bind | Serve | Block: symbol.Of(
		"net/http.ListenAndServe", "net/http.ListenAndServeTLS",
		"(*net/http.Server).ListenAndServe", "(*net/http.Server).ListenAndServeTLS",
		"(*github.com/gin-gonic/gin.Engine).Run", "(*github.com/gin-gonic/gin.Engine).RunTLS",
		"(*github.com/gin-gonic/gin.Engine).RunUnix", "(*github.com/gin-gonic/gin.Engine).RunQUIC",
		"(*github.com/labstack/echo/v4.Echo).Start", "(*github.com/labstack/echo/v4.Echo).StartTLS",
		"(*github.com/labstack/echo/v4.Echo).StartAutoTLS", "(*github.com/labstack/echo/v4.Echo).StartServer",
		"(*github.com/labstack/echo/v4.Echo).StartH2CServer",
		"(*github.com/gofiber/fiber/v2.App).Listen", "(*github.com/gofiber/fiber/v2.App).ListenTLS",
		"(*github.com/gofiber/fiber/v2.App).ListenTLSWithCertificate",
		"(*github.com/gofiber/fiber/v2.App).ListenMutualTLS",
		"(*github.com/gofiber/fiber/v2.App).ListenMutualTLSWithCertificate",
		"(*github.com/gofiber/fiber/v3.App).Listen",
		"github.com/valyala/fasthttp.ListenAndServe", "github.com/valyala/fasthttp.ListenAndServeUNIX",
		"github.com/valyala/fasthttp.ListenAndServeTLS",
		"(*github.com/valyala/fasthttp.Server).ListenAndServe", "(*github.com/valyala/fasthttp.Server).ListenAndServeUNIX",
		"(*github.com/valyala/fasthttp.Server).ListenAndServeTLS",
		"(*github.com/go-kratos/kratos/v2.App).Run",
		"(*github.com/go-kratos/kratos/v2/transport/http.Server).Start",
		"(*github.com/go-kratos/kratos/v2/transport/grpc.Server).Start",
		"(*github.com/cloudwego/hertz/pkg/app/server.Hertz).Spin",
		"(*github.com/cloudwego/hertz/pkg/route.Engine).Run",
	),
}
