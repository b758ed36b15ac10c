//go:build tools

package fixtures

import (
	_ "connectrpc.com/connect"
	_ "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	_ "github.com/cloudwego/hertz/pkg/app/server/registry"
	_ "github.com/gin-gonic/gin"
	_ "github.com/go-chi/chi/v5"
	_ "github.com/go-kit/kit/endpoint"
	_ "github.com/go-kratos/kratos/v2"
	_ "github.com/go-zookeeper/zk"
	_ "github.com/gorilla/mux"
	_ "github.com/hashicorp/consul/api"
	_ "github.com/hashicorp/go-retryablehttp"
	_ "github.com/jackc/pgx/v4/pgxpool"
	_ "github.com/jinzhu/gorm"
	_ "github.com/labstack/echo/v4"
	_ "github.com/nacos-group/nacos-sdk-go/v2/clients"
	_ "github.com/opentracing/opentracing-go"
	_ "go.etcd.io/etcd/client/v3"
	_ "go.etcd.io/etcd/client/v3/naming/endpoints"
	_ "go.opentelemetry.io/contrib/bridges/otelzap"
	_ "go.opentelemetry.io/otel"
	_ "go.opentelemetry.io/otel/sdk/trace/tracetest"
	_ "go.uber.org/zap"
	_ "google.golang.org/grpc"
	_ "google.golang.org/grpc/interop/grpc_testing"
	_ "google.golang.org/grpc/test/bufconn"
)
