package main

import "context"

func compareXLSX(context.Context, options) error    { return nil }
func measureGrowth(context.Context, options) error  { return nil }
func compareMIME(context.Context, options) error    { return nil }
func compareCharset(context.Context, options) error { return nil }
func measureSpeed(context.Context, options) error   { return nil }
