package catalog

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// JSONCall is a function that turns a value into JSON or back by reflection.
type JSONCall struct {
	Arg     int // of the value, counted without a receiver
	Decodes bool
	Proto   string // the function of protojson that takes the same arguments, or ""
	Content bool   // the argument before it is the content type, of which one is JSON's
}

// JSONCalls are such functions: encoding/json, and what frameworks build on it.
var JSONCalls = map[string]JSONCall{
	"encoding/json.Marshal":           {Arg: 0, Proto: "Marshal"},
	"encoding/json.MarshalIndent":     {Arg: 0},
	"encoding/json.Unmarshal":         {Arg: 1, Decodes: true, Proto: "Unmarshal"},
	"(*encoding/json.Encoder).Encode": {Arg: 0},
	"(*encoding/json.Decoder).Decode": {Arg: 0, Decodes: true},

	"(*github.com/gin-gonic/gin.Context).JSON":           {Arg: 1},
	"(*github.com/gin-gonic/gin.Context).IndentedJSON":   {Arg: 1},
	"(*github.com/gin-gonic/gin.Context).PureJSON":       {Arg: 1},
	"(*github.com/gin-gonic/gin.Context).BindJSON":       {Arg: 0, Decodes: true},
	"(*github.com/gin-gonic/gin.Context).ShouldBindJSON": {Arg: 0, Decodes: true},

	"(*github.com/cloudevents/sdk-go/v2/event.Event).SetData": {Arg: 1, Content: true},

	"(github.com/labstack/echo/v4.Context).JSON":       {Arg: 1},
	"(github.com/labstack/echo/v4.Context).JSONPretty": {Arg: 1},
	"(github.com/labstack/echo/v4.Context).Bind":       {Arg: 0, Decodes: true},
}

// Loggers are packages whose functions only print what they are given.
var Loggers = map[string]bool{
	"fmt": true, "log": true, "log/slog": true, "testing": true,
	"github.com/go-kratos/kratos/v2/log": true, "github.com/rs/zerolog": true, "github.com/rs/zerolog/log": true,
	"github.com/sirupsen/logrus": true, "github.com/zeromicro/go-zero/core/logx": true, "go.uber.org/zap": true,
}

// Prints reports whether a function only prints what it is given or makes an
// error of it, by its package or by its name.
func Prints(fn *types.Func) bool {
	known := fn.Pkg() != nil && (Loggers[fn.Pkg().Path()] || fn.Pkg().Path() == "errors")
	return known || symbol.Mentions(fn.Name(), "log", "debug", "info", "warn", "error", "print", "wrap")
}

// JSONPackages are the packages of JSONCalls, and those that others import instead.
var JSONPackages = append(symbol.Packages(JSONCalls), "github.com/cloudevents/sdk-go/v2")
