package lostnext

import (
	"context"
	"sync"
	"testing"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
)

// outcome is what a caller learns of its request, and what became of it.
type outcome struct {
	handled  bool // the handler ran
	answered bool // the caller got an answer that is not empty
	err      error
}

// lost reports whether the caller is told that all is well although nothing
// has happened.
func (o outcome) lost() bool { return !o.handled && !o.answered && o.err == nil }

type scenario struct {
	name string
	run  func(t *testing.T) outcome
}

// TestVerify shows that callers of the bad functions take a request that
// nobody has handled for a success.
func TestVerify(t *testing.T) {
	for _, s := range badScenarios() {
		if o := s.run(t); !o.lost() {
			t.Errorf("%s: %+v, want a success without a handler", s.name, o)
		}
	}
	for _, s := range goodScenarios() {
		if o := s.run(t); o.lost() {
			t.Errorf("%s: the request is lost", s.name)
		}
	}
}

func badScenarios() []scenario {
	return []scenario{
		{"rejectsWithoutError", unaryServer(rejectsWithoutError)},
		{"measuresOnly", unaryServer(measuresOnly)},
		{"limits", unaryServer(limits(0))},
		{"returnsTypedNil", unaryServer(returnsTypedNil)},
		{"remembersTheOutcome", unaryServer(remembersTheOutcome)},
		{"endsTheStream", streamServer(endsTheStream)},
		{"dryRun", unaryClient(dryRun(true))},
		{"opensNoStream", streamClient(opensNoStream)},
		{"skipsPaths", echoServer(skipsPaths("/"))},
		{"validates", kratosChain(validates)},
		{"throttles", kitChain(throttles, 2)},
		{"guard", connectStream(guard{})},
		{"requiresRole", httpServer(requiresRole)},
		{"callsNextForSome", httpServer(callsNextForSome)},
		{"forgetsNext", httpServer(forgetsNext)},
		{"forgetsNextFunc", httpServer(asHandler(forgetsNextFunc))},
		{"countsStatus", httpServer(withCount(countsStatus))},
		{"replacesNext", httpServer(replacesNext)},
		{"inNegroni", httpServer(asNegroni(inNegroni))},
	}
}

func goodScenarios() []scenario {
	slots := make(chan struct{}, 1)
	cache := new(sync.Map)
	cache.Store("/grpc.testing.TestService/UnaryCall", &grpc_testing.SimpleResponse{Username: "cached"})
	return []scenario{
		{"rejectsWithError", unaryServer(rejectsWithError)},
		{"checksFirst", unaryServer(checksFirst)},
		{"answersExplicitly", unaryServer(answersExplicitly)},
		{"alwaysAnswers", answered(unaryServer(alwaysAnswers))},
		{"refusesAll", unaryServer(refusesAll)},
		{"handsOver", unaryServer(handsOver)},
		{"callsInClosure", unaryServer(callsInClosure)},
		{"callsUnderTheSameCondition", unaryServer(callsUnderTheSameCondition)},
		{"chained", unaryServer(chained(checksFirst, handsOver))},
		{"panicsOnMisuse", unaryServer(panicsOnMisuse)},
		{"callerHasGone", unaryServer(callerHasGone(slots))},
		{"wrapsTheStream", streamServer(wrapsTheStream)},
		{"answersHealthChecks", streamServer(answersHealthChecks)},
		{"cached", unaryClient(cached(cache))},
		{"retried", unaryClient(retried(2))},
		{"hedged", unaryClient(hedged)},
		{"filtersEcho", echoServer(filtersEcho)},
		{"setsHeadersInEcho", echoServer(setsHeadersInEcho)},
		{"fallsBack", kratosChain(fallsBack)},
		{"readsCache", kitChain(readsCache(map[any]any{}), 1)},
		{"derives", kitChain(derives, 1)},
		{"passesOn", connectUnary(passesOn)},
		{"inGin", ginServer(inGin)},
		{"answersAll", httpServer(answersAll)},
		{"allowsOrigins", answered(httpServer(allowsOrigins))},
		{"answersPreflight", answered(httpServer(answersPreflight))},
		{"letsHelperAnswer", httpServer(letsHelperAnswer)},
		{"answersThroughWrapper", httpServer(answersThroughWrapper)},
		{"defersNext", httpServer(defersNext)},
		{"clientHasGone", httpServer(withSlots(clientHasGone))},
		{"leavesItselfOut", httpServer(leavesItselfOut(false))},
		{"recorded", httpServer(recorded)},
	}
}

// answered makes up for what an outcome cannot tell: an answer that is meant
// to be empty.
func answered(run func(*testing.T) outcome) func(*testing.T) outcome {
	return func(t *testing.T) outcome {
		o := run(t)
		o.answered = o.err == nil
		return o
	}
}

func kratosChain(m middleware.Middleware) func(*testing.T) outcome {
	return func(*testing.T) (o outcome) {
		reply, err := middleware.Chain(m)(func(context.Context, any) (any, error) {
			o.handled = true
			return "reply", nil
		})(context.Background(), "request")
		o.answered, o.err = reply != nil, err
		return o
	}
}

// kitChain returns the outcome of the last of several calls.
func kitChain(m endpoint.Middleware, calls int) func(*testing.T) outcome {
	return func(*testing.T) (o outcome) {
		call := endpoint.Chain(m)(func(context.Context, any) (any, error) {
			o.handled = true
			return "response", nil
		})
		for range calls {
			o = outcome{}
			var response any
			response, o.err = call(context.Background(), "request")
			o.answered = response != nil
		}
		return o
	}
}

// TestVerifyConnect shows that a connect handler without a response breaks the
// connection: the caller gets an error that says nothing of the cause.
func TestVerifyConnect(t *testing.T) {
	o := connectUnary(answersNothing())(t)
	if o.handled || o.err == nil {
		t.Errorf("%+v, want an error without a handler", o)
	}
}

// caller is the context of all calls.
func caller() context.Context {
	return metadata.AppendToOutgoingContext(context.Background(), "x-request-id", "42")
}
