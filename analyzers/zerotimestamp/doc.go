// Package zerotimestamp reports protobuf timestamps that are made of a column which may be NULL.
//
// # Scene
//
// A row is turned into a message. The column is a sql.NullTime, or gorm's DeletedAt,
// and its time is converted whether there is one or not:
//
//	return &pb.User{
//		Id:        user.ID,
//		DeletedAt: timestamppb.New(user.DeletedAt.Time),
//	}
//
// # Symptom
//
// Clients take users that nobody has deleted for deleted ones: the field is set, and
// says 0001-01-01T00:00:00Z. It is valid by IsValid, so nothing complains. Browsers
// show a date of the year 1, languages that count from 1970 a negative number, and a
// filter such as "deleted before today" finds every row.
//
// # Cause
//
// A NULL is scanned into Valid = false and the zero time.Time. timestamppb.New turns
// any time into a message, never into nil: the zero one into -62135596800 seconds
// (read: protobuf v1.36.12, database/sql of Go 1.26, gorm v1.31.2).
//
// # Fix
//
// Ask first, and leave the field nil:
//
//	if user.DeletedAt.Valid {
//		out.DeletedAt = timestamppb.New(user.DeletedAt.Time)
//	}
//
// The suggestion does so for an assignment, and returns nil before a return. It is
// not applied unasked: clients see the difference. In a literal there is no place
// for it.
//
// # Verify
//
// go test ./zerotimestamp -run TestVerify
//
// # Limits
//
// Of the types that may be NULL, database/sql's NullTime and Null[time.Time], gorm's
// DeletedAt, the NullTime of the drivers and volatiletech's null.Time count, also
// embedded. pgtype's do not: sqlc uses them for columns that are never NULL too. Of a
// plain time.Time nobody knows whether it may be zero.
//
// Silent where the function mentions the column in another way, such as to ask or to
// hand along its Valid; where a condition on the way has to do with the row, whose
// state may say that there is a time; and in functions that are named for rows which
// have it, or ask the database for those alone: deleted, IS NOT NULL, Unscoped. What
// the callers know is not looked at.
package zerotimestamp
