package sarif

// The parts of SARIF that the tests look at.
type (
	run struct {
		Tool struct {
			Driver struct{ Rules []rule }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct{ Message struct{ Text string } }
		}
		OriginalURIBaseIDs map[string]artifact
		Results            []result
	}
	rule struct {
		ID         string
		Help       struct{ Markdown string }
		Properties struct{ Group string }
	}
	result struct {
		RuleID                      string
		RuleIndex                   int
		Locations, RelatedLocations []location
		CodeFlows                   []struct{}
		Fixes                       []fix
	}
	location struct {
		PhysicalLocation struct {
			ArtifactLocation artifact
			Region           region
		}
	}
	artifact struct{ URI, URIBaseID string }
	region   struct{ StartLine, StartColumn, EndLine, EndColumn int }
	fix      struct {
		Description     struct{ Text string }
		ArtifactChanges []struct {
			ArtifactLocation artifact
			Replacements     []struct {
				DeletedRegion   region
				InsertedContent struct{ Text string }
			}
		}
	}
)
