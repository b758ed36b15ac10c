package uselessrecover

import (
	"context"
	"log"

	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"

	"example.com/fixtures/uselessrecover/helper"
)

func deferred(work func()) {
	defer handlePanic()
	work()
}

func deferredMethod(w *worker, work func()) {
	defer w.rescue("job")
	work()
}

func deferredValue(w *worker, work func()) {
	rescue := w.rescue
	defer rescue("job")
	work()
}

type rescuer interface{ rescue(job string) }

func deferredThroughInterface(r rescuer, work func()) {
	defer r.rescue("job")
	work()
}

type pool struct{ *worker }

func deferredPromoted(p pool, work func()) {
	defer p.rescue("job")
	work()
}

func deferredFromOtherPackage(work func()) {
	defer helper.HandlePanic("worker")
	work()
}

func recoversItself(work func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	work()
}

func handsValueOn(work func()) {
	defer func() { helper.LogPanic(recover()) }()
	work()
}

// logsLater is meant to be deferred: its own defer runs during a panic.
func logsLater() { defer helper.LogPanic(recover()) }

func runsLogsLater(work func()) {
	defer logsLater()
	work()
}

func recoversFirst(work func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
		handlePanic()
	}()
	work()
}

// protectsItsOwnWork recovers from the work of the deferred function.
func protectsItsOwnWork(audit func()) {
	defer func() {
		defer handlePanic()
		audit()
	}()
}

func protectsOneStep(audit func()) {
	defer func() {
		func() {
			defer handlePanic()
			audit()
		}()
	}()
}

// observes calls what lets a panic go on: there is nothing to recover.
func observes(count func(), work func()) {
	defer func() {
		helper.Observe(count)
	}()
	work()
}

func endsSpan(ctx context.Context, tracer trace.Tracer, work func()) {
	_, span := tracer.Start(ctx, "work")
	defer func() { span.End() }()
	work()
}

func rescuesInterceptor(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	defer toError(&err)
	return handler(ctx, req)
}

// runsProtected calls a function that defers its own recovery.
func runsProtected(work func()) {
	defer func() { deferred(work) }()
}

// plainCall is no deferred function: nothing is said of it.
func plainCall(work func()) {
	handlePanic()
	work()
}
