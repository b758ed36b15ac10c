package lifecycle_test

import (
	"bytes"
	"encoding/gob"
	"go/types"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// The toy library: things are begun and must be closed, cancel functions must
// be called, streams are over when they have failed.
const toySource = `package toy

import "context"

type Thing struct{ Size int }

func New() *Thing
func Open(name string) (*Thing, error)
func Start(ctx context.Context) (context.Context, *Thing)
func From(ctx context.Context) *Thing
func Into(ctx context.Context, x Handle) context.Context
func Maybe() (*Thing, bool)

func (t *Thing) Close() error
func (t *Thing) Use() error
func (t *Thing) Named(name string) *Thing

func Borrow(t *Thing)
func Keep(t any)
func Run(f func()) error

type Closer interface{ Close() error }
type Handle interface {
	Closer
	Use() error
}
type Alias = Handle

type Maker interface{ Make(name string) (Handle, error) }

type Pool[T any] struct{ zero T }
type Item[T any] struct{ Value T }

func (p *Pool[T]) Get() *Item[T]
func (i *Item[T]) Release()

type IntItem = *Item[int]

type CancelFunc func()

func WithCancel(ctx context.Context) (context.Context, CancelFunc)

type Stream struct{}

func Watch(ctx context.Context) (*Stream, error)
func (s *Stream) Stop()
func (s *Stream) Next() bool
func (s *Stream) Recv() (string, error)

func Timer() func() bool

type Content interface {
	Read(p []byte) (int, error)
	Close() error
}

type Box struct {
	Label   int
	Content Content
}

func Unpack() (*Box, error)
func (b *Box) Check() error

type Named struct {
	*Thing
	name string
}

func NewNamed() *Named
func (n *Named) Rename(name string)

type Link struct{ Err error }

func Chain() *Link
func (l *Link) With(name string) *Link
func (l *Link) Done() error
`

func method(name string) func(*types.Func) bool {
	return func(fn *types.Func) bool { return fn.Name() == name }
}

var specs = []*lifecycle.Spec{
	{
		Name: "thing", Noun: "thing",
		Begin: map[string]int{
			"example.com/toy.New": 0, "example.com/toy.Open": 0, "example.com/toy.Start": 1, "example.com/toy.Maybe": 0,
			"example.com/toy.NewNamed": 0, "(example.com/toy.Maker).Make": 0, "(*example.com/toy.Pool[T]).Get": 0,
		},
		End:     symbol.Of("(*example.com/toy.Thing).Close", "(example.com/toy.Closer).Close", "(*example.com/toy.Item[T]).Release"),
		Borrow:  symbol.Of("example.com/toy.Borrow"),
		From:    symbol.Of("example.com/toy.From"),
		Into:    symbol.Of("example.com/toy.Into"),
		Carried: true, Process: true,
	},
	{
		Name: "stream", Noun: "stream",
		Begin:      map[string]int{"example.com/toy.Watch": 0},
		End:        symbol.Of("(*example.com/toy.Stream).Stop"),
		Drain:      method("Recv"),
		DrainFalse: method("Next"),
	},
	{
		Name: "content", Noun: "content", Field: "Content",
		Begin: map[string]int{"example.com/toy.Unpack": 0},
		End:   symbol.Of("(example.com/toy.Content).Close", "(io.Closer).Close"),
	},
	{
		Name: "link", Noun: "link", Chained: true, ErrorField: "Err",
		Begin: map[string]int{"example.com/toy.Chain": 0},
		End:   symbol.Of("(*example.com/toy.Link).Done"),
	},
	{Name: "cancel", Noun: "cancel function", Begin: map[string]int{"example.com/toy.WithCancel": 1}, Call: true},
	{Name: "timer", Noun: "stop function", Begin: map[string]int{"example.com/toy.Timer": 0}, Call: true, Optional: true},
}

// toy is a world with the toy library and what is known of other packages.
type toy struct {
	*ssatest.World
	facts map[string]lifecycle.Facts
}

func newToy(t testing.TB) *toy {
	t.Helper()
	w := ssatest.NewWorld(t, "context", "errors", "fmt", "io", "log", "os", "runtime", "sync", "testing")
	w.Build(t, "example.com/toy", toySource)
	return &toy{World: w, facts: map[string]lifecycle.Facts{}}
}

func (w *toy) imported(fn *types.Func) (lifecycle.Facts, bool) {
	facts, ok := w.facts[symbol.Name(fn)]
	return facts, ok
}

// analyse builds a package and returns its analysis.
func (w *toy) analyse(t testing.TB, path string, sources ...string) (*ssatest.Package, *lifecycle.Analysis) {
	t.Helper()
	p := w.Build(t, path, sources...)
	return p, lifecycle.New(p.Pkg, p.Funcs, specs, w.imported)
}

// helper builds a package and keeps only its facts, encoded and decoded.
func (w *toy) helper(t testing.TB, path, source string) {
	t.Helper()
	p, a := w.analyse(t, path, source)
	for _, fn := range p.Funcs {
		if obj := symbol.Object(fn); obj != nil {
			w.facts[symbol.Name(obj)] = recoded(t, a.Facts(fn))
		}
	}
}

func recoded(t testing.TB, facts lifecycle.Facts) (decoded lifecycle.Facts) {
	t.Helper()
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(facts); err != nil {
		t.Fatal(err)
	}
	if err := gob.NewDecoder(&buf).Decode(&decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}

// verdict names what the check says of a life:
//
//	discarded    nothing uses the value
//	never        some path leaves without an end, and none has one
//	leak         some path leaves without an end
//	lost         its deferred closure ends a later value
//	twice        ended, and ended again
//	deferred     the end is deferred in an endless loop
//	forgotten    stored in a field that nothing reads
//	handed on    no mistake: the duty to end it went elsewhere
//	ended        no mistake
//	silent       no mistake, and no end seen: there is no value, or no return,
//	             or the life is over by itself
func verdict(l lifecycle.Life) string {
	var words []string
	for _, p := range l.Problems {
		switch {
		case p.Kind == lifecycle.Twice:
			words = append(words, "twice")
		case p.Kind == lifecycle.Deferred:
			words = append(words, "deferred")
		case p.Overwriter != nil:
			words = append(words, "lost")
		case l.SawEnd || l.HandedOn:
			words = append(words, "leak")
		default:
			words = append(words, "never")
		}
	}
	switch {
	case len(words) > 0:
		return strings.Join(words, ", ")
	case l.Discarded:
		return "discarded"
	case l.Forgotten != nil:
		return "forgotten"
	case l.HandedOn:
		return "handed on"
	case l.SawEnd:
		return "ended"
	}
	return "silent"
}

// bullet is one thing that the engine must get right. Each call in the source
// that begins a life is followed by the verdict on it in a comment.
type bullet struct{ name, source string }

func run(t *testing.T, w *toy, bullets []bullet) {
	for _, b := range bullets {
		t.Run(b.name, func(t *testing.T) { check(t, w, "p", b.source) })
	}
}

// check compares the verdicts in a package with those that its source states.
func check(t *testing.T, w *toy, name, source string) {
	t.Helper()
	source = "package " + name + "\n" + imports(source) + source
	p, a := w.analyse(t, "example.com/p", source)
	lines := strings.Split(source, "\n")
	checked := map[int]bool{}
	for _, fn := range p.Funcs {
		for _, o := range a.Obligations(fn, specs...) {
			line := p.Fset.Position(o.Call.Pos()).Line
			checked[line] = true
			_, want, _ := strings.Cut(lines[line-1], " // ")
			if got := verdict(a.Check(o)); got != want {
				t.Errorf("%s: %s\n\tgot %q, want %q", fn.Name(), strings.TrimSpace(lines[line-1]), got, want)
			}
		}
	}
	for i, line := range lines {
		if strings.Contains(line, " // ") && !checked[i+1] {
			t.Errorf("nothing begins here: %s", strings.TrimSpace(line))
		}
	}
}

// imports returns the import declarations for the packages that source names.
func imports(source string) string {
	var b strings.Builder
	for _, path := range []string{
		"context", "errors", "fmt", "io", "log", "os", "runtime", "sync", "testing", "example.com/toy", "example.com/helper",
	} {
		name := path[strings.LastIndexByte(path, '/')+1:]
		if strings.Contains(source, name+".") {
			b.WriteString("import \"" + path + "\"\n")
		}
	}
	return b.String()
}
