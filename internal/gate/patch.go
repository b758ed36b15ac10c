package gate

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// ReadPatch returns the lines that a patch changed, which has been applied to
// the files below a directory or one around it. A patch that does not lead to
// these files is an error that says where they differ.
func ReadPatch(text []byte, name, dir string) (Lines, error) {
	files, _, err := gitdiff.Parse(bytes.NewReader(prefixed(text)))
	if err != nil {
		return nil, fmt.Errorf("%s is no unified diff: %w", name, err)
	}
	if len(files) == 0 && len(bytes.TrimSpace(text)) > 0 {
		return nil, fmt.Errorf("%s is no unified diff: there is no file in it; git diff prints one", name)
	}
	p := &applied{name: name, lines: Lines{}}
	for _, f := range files {
		if !f.IsDelete && !f.IsBinary && strings.HasSuffix(f.NewName, ".go") {
			p.files = append(p.files, f)
		}
	}
	if err := p.locate(dir); err != nil {
		return nil, err
	}
	for _, f := range p.files {
		if err := p.read(f); err != nil {
			return nil, fmt.Errorf("%s does not apply: %w; it has to lead to the files as they are now, as that of git diff does", name, err)
		}
	}
	return p.lines, nil
}

// applied is a patch and the files that it led to.
type applied struct {
	name  string
	files []*gitdiff.File // Go files that are still there
	root  string          // directory that their names are relative to
	strip bool            // their names have one more element at the front
	lines Lines
}

// locate finds the directory that the names of a patch are relative to: the
// nearest from dir upwards that has all files.
func (p *applied) locate(dir string) error {
	for root := dir; ; root = filepath.Dir(root) {
		for _, p.strip = range []bool{false, true} {
			p.root = root
			if p.missing() == "" {
				return nil
			}
		}
		if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil || filepath.Dir(root) == root {
			break
		}
	}
	p.root, p.strip = dir, false
	return fmt.Errorf("%s does not apply: there is no %s in %s or above it; run govlint where its names are right", p.name, strings.TrimPrefix(p.missing(), "b/"), dir)
}

// missing returns the name of a file that is not there, or "".
func (p *applied) missing() string {
	for _, f := range p.files {
		if info, err := os.Stat(p.path(f)); err != nil || info.IsDir() {
			return f.NewName
		}
	}
	return ""
}

func (p *applied) path(f *gitdiff.File) string {
	return filepath.Join(p.root, filepath.FromSlash(p.base(f)))
}

// base returns the name of a file relative to the directory.
func (p *applied) base(f *gitdiff.File) string {
	if _, rest, ok := strings.Cut(f.NewName, "/"); ok && p.strip {
		return rest
	}
	return f.NewName
}

// read notes the lines that were added to a file, and compares all lines that
// the patch knows of with the file.
func (p *applied) read(f *gitdiff.File) error {
	src, err := os.ReadFile(p.path(f))
	if err != nil {
		return err
	}
	have := strings.Split(string(src), "\n")
	for _, fragment := range f.TextFragments {
		at := int(fragment.NewPosition)
		for _, line := range fragment.Lines {
			if line.Op == gitdiff.OpDelete {
				continue
			}
			want := strings.TrimRight(line.Line, "\r\n")
			if at > len(have) {
				return fmt.Errorf("%s ends before line %d, where the patch has %q", p.base(f), at, want)
			} else if got := strings.TrimRight(have[at-1], "\r"); got != want {
				return fmt.Errorf("line %d of %s is %q, and the patch has %q", at, p.base(f), got, want)
			}
			if line.Op == gitdiff.OpAdd {
				p.lines.add(p.path(f), span{at, at})
			}
			at++
		}
	}
	return nil
}

// prefixed returns a patch with the prefixes a/ and b/ that git leaves out if
// it is configured to, and that names are read without.
func prefixed(text []byte) []byte {
	var out bytes.Buffer
	bare := false // the header of a file without prefixes
	for line := range strings.Lines(string(text)) {
		if header, ok := strings.CutPrefix(line, "diff --git "); ok {
			name, err := repeated(strings.TrimRight(header, "\r\n"))
			if bare = err == nil; bare {
				line = "diff --git a/" + name + " b/" + name + "\n"
			}
		} else if strings.HasPrefix(line, "@@ ") {
			bare = false
		}
		for mark, prefix := range map[string]string{"--- ": "a/", "+++ ": "b/"} {
			if name, ok := strings.CutPrefix(line, mark); ok && bare && !strings.HasPrefix(name, "/dev/null") {
				line = mark + prefix + name
			}
		}
		out.WriteString(line)
	}
	return out.Bytes()
}

// repeated returns the name that a header has twice.
func repeated(header string) (string, error) {
	half := len(header) / 2
	if len(header)%2 == 0 || header[half] != ' ' || header[:half] != header[half+1:] {
		return "", errors.New("two names")
	}
	return header[:half], nil
}
