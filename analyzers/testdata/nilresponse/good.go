package nilresponse

import (
	"io"
	"net/http"
)

// readChecked looks at the error.
func readChecked(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// comparesWithNil asks whether there is a response.
func comparesWithNil(url string) int {
	resp, _ := http.Get(url)
	if resp == nil {
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

// inOneBranch asks as well.
func inOneBranch(url string) (code int) {
	resp, _ := http.Get(url)
	if resp != nil {
		code = resp.StatusCode
		resp.Body.Close()
	}
	return code
}

// handedOn leaves the question to somebody else.
func handedOn(url string, use func(*http.Response)) {
	resp, _ := http.Get(url)
	use(resp)
}
