// Package helper completes parameters.
package helper

import "github.com/nacos-group/nacos-sdk-go/v2/vo"

// Fill sets what is missing.
func Fill(param *vo.RegisterInstanceParam) {
	param.Enable, param.Healthy, param.Weight = true, true, 10
}
