package catalog

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// sharing are functions whose first result is, or may be, a slice of the memory of
// an argument, with the number of those before it, the receiver among them.
var sharing = map[string]int{
	"bytes.TrimLeft":   0,
	"bytes.Trim":       0,
	"bytes.TrimPrefix": 0,
	"bytes.TrimRight":  0,
	"bytes.TrimSpace":  0,
	"bytes.TrimSuffix": 0,

	"(*encoding/base64.Encoding).AppendDecode": 1,
	"(*encoding/base64.Encoding).AppendEncode": 1,

	"encoding/binary.AppendUvarint": 0,
	"encoding/binary.AppendVarint":  0,
	"encoding/hex.AppendDecode":     0,
	"encoding/hex.AppendEncode":     0,

	"fmt.Append":   0,
	"fmt.Appendf":  0,
	"fmt.Appendln": 0,

	"slices.Clip": 0,
	"slices.Grow": 0,

	"strconv.AppendBool":  0,
	"strconv.AppendFloat": 0,
	"strconv.AppendInt":   0,
	"strconv.AppendQuote": 0,
	"strconv.AppendUint":  0,

	"(time.Time).AppendFormat": 1,
	"unicode/utf8.AppendRune":  0,

	"github.com/golang/snappy.Decode":                                 0,
	"github.com/golang/snappy.Encode":                                 0,
	"github.com/klauspost/compress/s2.Decode":                         0,
	"github.com/klauspost/compress/s2.Encode":                         0,
	"github.com/klauspost/compress/snappy.Decode":                     0,
	"github.com/klauspost/compress/snappy.Encode":                     0,
	"(*github.com/klauspost/compress/zstd.Decoder).DecodeAll":         2,
	"(*github.com/klauspost/compress/zstd.Encoder).EncodeAll":         2,
	"(google.golang.org/protobuf/proto.MarshalOptions).MarshalAppend": 1,
}

// SharedMemory returns the argument whose memory the first result of a call is, or
// may be, a slice of; nil if nothing is known of the call.
func SharedMemory(call *ssa.CallCommon) ssa.Value {
	callee := symbol.Callee(call)
	if callee == nil {
		return nil
	}
	if i, ok := sharing[symbol.Name(callee)]; ok {
		return call.Args[i]
	}
	return nil
}
