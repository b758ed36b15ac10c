// Package fakedb is a driver of database/sql for tests: a table of ten numbers,
// of which the fifth cannot be scanned into an integer, and statements that fail
// if they contain the word "fail". A broken one loses the connection at the fifth
// number.
package fakedb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strings"
	"sync/atomic"
)

// ErrStatement is the error of statements that are told to fail.
var ErrStatement = errors.New("statement failed")

// ErrBroken is the error of reading on, where that is not possible.
var ErrBroken = errors.New("connection reset by peer")

// Open returns a pool of connections to nowhere.
func Open() *sql.DB { return sql.OpenDB(connector{}) }

// OpenBroken returns a pool of connections that break while rows are read.
func OpenBroken() *sql.DB { return sql.OpenDB(connector{broken: true}) }

// OpenCounted returns a pool, and a function that tells how many statements are open.
func OpenCounted() (db *sql.DB, statements func() int64) {
	open := new(atomic.Int64)
	return sql.OpenDB(connector{open: open}), open.Load
}

type connector struct {
	broken bool
	open   *atomic.Int64 // the statements, if somebody counts them
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return conn(c), nil }
func (connector) Driver() driver.Driver                          { return nil }

type conn connector

func (c conn) Prepare(query string) (driver.Stmt, error) {
	if c.open != nil {
		c.open.Add(1)
	}
	return stmt{query, c}, nil
}

func (conn) Close() error              { return nil }
func (conn) Begin() (driver.Tx, error) { return tx{}, nil }

type tx struct{}

func (tx) Commit() error   { return nil }
func (tx) Rollback() error { return nil }

type stmt struct {
	query string
	conn  conn
}

func (s stmt) Close() error {
	if s.conn.open != nil {
		s.conn.open.Add(-1)
	}
	return nil
}

func (stmt) NumInput() int { return -1 }

func (s stmt) Exec([]driver.Value) (driver.Result, error) {
	if strings.Contains(s.query, "fail") {
		return nil, ErrStatement
	}
	return driver.RowsAffected(1), nil
}

func (s stmt) Query([]driver.Value) (driver.Rows, error) {
	if strings.Contains(s.query, "fail") {
		return nil, ErrStatement
	}
	return &rows{broken: s.conn.broken}, nil
}

type rows struct {
	n      int64
	broken bool
}

func (*rows) Columns() []string { return []string{"id"} }
func (*rows) Close() error      { return nil }

func (r *rows) Next(dest []driver.Value) error {
	r.n++
	switch {
	case r.n > 10:
		return io.EOF
	case r.n == 5 && r.broken:
		return ErrBroken
	case r.n == 5:
		dest[0] = "five"
	default:
		dest[0] = r.n
	}
	return nil
}
