package uselessrecover

import (
	"context"
	"fmt"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/fixtures/uselessrecover/helper"
)

func handlePanic() {
	if r := recover(); r != nil {
		log.Println("panic:", r)
	}
}

func toError(err *error) {
	if r := recover(); r != nil {
		*err = status.Error(codes.Internal, "internal error")
	}
}

func inClosure(work func()) {
	defer func() {
		handlePanic() // want `handlePanic recovers nothing here: it is called by a deferred function instead of being deferred itself`
	}()
	work()
}

func inInterceptor(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	defer func() { toError(&err) }() // want `toError recovers nothing here: it is called by a deferred function instead of being deferred itself`
	return handler(ctx, req)
}

func inOtherPackage(name string, work func()) {
	defer func() {
		helper.HandlePanic(name) // want `helper.HandlePanic recovers nothing here: it is called by a deferred function instead of being deferred itself`
	}()
	work()
}

type worker struct {
	name string
	done bool
}

func (w *worker) rescue(job string) {
	if r := recover(); r != nil {
		log.Println(w.name, job, r)
	}
}

func (w *worker) run(job string, work func()) {
	defer func() { w.rescue(job) }() // want `w.rescue recovers nothing here: it is called by a deferred function instead of being deferred itself`
	work()
}

func deferredAgain(work func()) {
	defer func() {
		defer handlePanic() // want `handlePanic recovers nothing here: it is called by a deferred function instead of being deferred itself`
	}()
	work()
}

func (w *worker) finishes(work func()) {
	defer func() {
		w.done = true
		handlePanic() // want `handlePanic recovers nothing here: it is called by a deferred function instead of being deferred itself`
	}()
	work()
}

func (w *worker) finish() {
	w.done = true
	w.rescue("finish") // want `w.rescue recovers nothing here: it is called by a deferred function instead of being deferred itself`
}

func (w *worker) inNamedFunction(work func()) {
	defer w.finish()
	work()
}

func inNestedLiteral(work func()) {
	defer func() {
		func() { // want `the inner function recovers nothing here: it is called by a deferred function instead of being deferred itself`
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
	}()
	work()
}

func nameChanges(work func()) {
	name := "first"
	defer func() {
		helper.HandlePanic(name) // want `helper.HandlePanic recovers nothing here: it is called by a deferred function instead of being deferred itself`
	}()
	name = "second"
	work()
}

func directly(work func()) {
	defer recover() // want `defer recover\(\) recovers nothing: a deferred function has to call recover`
	work()
}

func asArgument(work func()) {
	defer fmt.Println("recovered:", recover()) // want `recover\(\) runs when fmt.Println is deferred, before any panic: it returns nil`
	work()
}

func handedOver(work func()) {
	defer helper.LogPanic(recover()) // want `recover\(\) runs when helper.LogPanic is deferred, before any panic: it returns nil`
	work()
}
