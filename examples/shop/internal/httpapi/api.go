// Package httpapi is the shop's HTTP API.
package httpapi

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"example.com/shop/gen/shopv1"
)

const (
	version       = "1"
	requestBudget = 5 * time.Second
	maxBody       = 1 << 20
)

type api struct {
	orders shopv1.OrdersServer
}

// New returns the handler of the API.
func New(orders shopv1.OrdersServer, origins []string) http.Handler {
	a := &api{orders: orders}
	r := chi.NewRouter()
	r.Use(middleware.RequestID, accessLog, middleware.Recoverer, crossOrigin(origins))
	r.Get("/healthz", healthy)
	r.Group(func(r chi.Router) {
		r.Use(requireVersion(version), identify, budget(requestBudget))
		r.Post("/orders", a.place)
		r.Get("/orders/{id}", a.get)
	})
	return otelhttp.NewHandler(r, "http")
}

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}

func (a *api) place(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Lines []struct {
			SKU      string `json:"sku"`
			Quantity int32  `json:"quantity"`
		} `json:"lines"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&body); err != nil {
		http.Error(w, "the body is not an order", http.StatusBadRequest)
		return
	}
	req := &shopv1.PlaceOrderRequest{Customer: customer(r.Context())}
	for _, line := range body.Lines {
		req.Lines = append(req.Lines, &shopv1.Line{Sku: line.SKU, Quantity: line.Quantity})
	}
	order, err := a.orders.PlaceOrder(r.Context(), req)
	reply(w, r, http.StatusCreated, order, err)
}

func (a *api) get(w http.ResponseWriter, r *http.Request) {
	order, err := a.orders.GetOrder(r.Context(), &shopv1.GetOrderRequest{Id: chi.URLParam(r, "id")})
	reply(w, r, http.StatusOK, order, err)
}

// reply writes message, or what err says.
func reply(w http.ResponseWriter, r *http.Request, code int, message proto.Message, err error) {
	if err != nil {
		slog.ErrorContext(r.Context(), "request failed", "path", r.URL.Path, "error", err)
		http.Error(w, status.Convert(err).Message(), httpCode(err))
		return
	}
	text, err := protojson.Marshal(message)
	if err != nil {
		http.Error(w, "the reply cannot be encoded", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if _, err := w.Write(text); err != nil {
		slog.WarnContext(r.Context(), "reply", "error", err)
	}
}

func httpCode(err error) int {
	switch status.Code(err) {
	case codes.InvalidArgument:
		return http.StatusBadRequest
	case codes.NotFound:
		return http.StatusNotFound
	case codes.FailedPrecondition:
		return http.StatusConflict
	case codes.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}
