package metrics

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Levels returns what tells the stock of each warehouse.
func Levels(warehouses []string) map[string]prometheus.Gauge {
	levels := map[string]prometheus.Gauge{}
	for _, warehouse := range warehouses {
		levels[warehouse] = promauto.NewGauge(prometheus.GaugeOpts{
			Name: "shop_stock_items",
			Help: "Items in stock.",
		})
	}
	return levels
}

// Deliveries returns what counts the deliveries of each warehouse.
func Deliveries(registry prometheus.Registerer, warehouses []string) map[string]prometheus.Counter {
	all := promauto.With(registry).NewCounterVec(prometheus.CounterOpts{
		Name: "shop_deliveries_total",
		Help: "Deliveries that have left.",
	}, []string{"warehouse"})
	deliveries := map[string]prometheus.Counter{}
	for _, warehouse := range warehouses {
		deliveries[warehouse] = all.WithLabelValues(warehouse)
	}
	return deliveries
}
