package escapedtransaction

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	mongov1 "go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"gorm.io/gorm"
)

const (
	insertOrder = "INSERT INTO orders (id) VALUES (?)"
	insertItem  = "INSERT INTO items (id) VALUES (?)"
	countItems  = "SELECT count(*) FROM items"
)

// insertBoth sends the second statement past the transaction.
func insertBoth(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insertOrder, id); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, insertItem, id); err != nil { // want `the ExecContext through db is not part of the transaction, which is tx`
		return err
	}
	return tx.Commit()
}

// store keeps its pool in a field.
type store struct{ db *sql.DB }

// countWithin does not see what has been inserted.
func (s *store) countWithin(id int) (n int, err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(insertItem, id); err != nil {
		tx.Rollback()
		return 0, err
	}
	if err := s.db.QueryRow(countItems).Scan(&n); err != nil { // want `the QueryRow through s.db is not part of the transaction, which is tx`
		tx.Rollback()
		return 0, err
	}
	return n, tx.Commit()
}

// insertAll loops.
func insertAll(db *sqlx.DB, ids []int) error {
	tx, err := db.Beginx()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := db.Exec(insertItem, id); err != nil { // want `the Exec through db is not part of the transaction, which is tx`
			return err
		}
	}
	return tx.Commit()
}

// pooled takes another connection of the pool.
func pooled(ctx context.Context, pool *pgxpool.Pool, id int) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, insertOrder, id); err != nil {
			return err
		}
		_, err := pool.Exec(ctx, insertItem, id) // want `the Exec through pool is not part of the transaction, which is tx`
		return err
	})
}

type order struct{ ID int }

type item struct{ ID int }

// create mixes the two handles.
func create(db *gorm.DB, id int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&order{ID: id}).Error; err != nil {
			return err
		}
		return db.Create(&item{ID: id}).Error // want `the Create through db is not part of the transaction, which is tx`
	})
}

// repository embeds the handle.
type repository struct{ *gorm.DB }

// rename begins a chain with the outer handle.
func (r *repository) rename(ctx context.Context, id int) error {
	return r.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Delete(&item{}, id).Error; err != nil {
			return err
		}
		return r.DB.WithContext(ctx).Model(&order{}).Where("id = ?", id).Update("id", id+1).Error // want `the Update through r.DB is not part of the transaction, which is tx`
	})
}

// begun has no callback.
func begun(db *gorm.DB, id int) error {
	tx := db.Begin()
	defer tx.Rollback()
	if err := tx.Create(&order{ID: id}).Error; err != nil {
		return err
	}
	if err := db.Create(&item{ID: id}).Error; err != nil { // want `the Create through db is not part of the transaction, which is tx`
		return err
	}
	return tx.Commit().Error
}

// insertDocuments gives the outer context to one of the calls.
func insertDocuments(ctx context.Context, session *mongo.Session, orders, items *mongo.Collection) error {
	_, err := session.WithTransaction(ctx, func(sessionCtx context.Context) (any, error) {
		if _, err := orders.InsertOne(sessionCtx, bson.M{"n": 1}); err != nil {
			return nil, err
		}
		return items.InsertOne(ctx, bson.M{"n": 1}) // want `the InsertOne with ctx is not part of the transaction, whose context is sessionCtx`
	})
	return err
}

// used opens the transaction itself.
func used(ctx context.Context, client *mongov1.Client, items *mongov1.Collection) error {
	return client.UseSession(ctx, func(sc mongov1.SessionContext) error {
		if err := sc.StartTransaction(); err != nil {
			return err
		}
		if _, err := items.DeleteMany(ctx, bson.M{}); err != nil { // want `the DeleteMany with ctx is not part of the transaction, whose context is sc`
			return err
		}
		return sc.CommitTransaction(sc)
	})
}

// insertPrepared runs a statement of the pool.
func insertPrepared(ctx context.Context, db *sql.DB, ids []int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := db.PrepareContext(ctx, insertItem) // want `the PrepareContext through db is not part of the transaction, which is tx`
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, id := range ids {
		if _, err := stmt.ExecContext(ctx, id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// reserve locks a row on another connection, which lets it go at once.
func reserve(ctx context.Context, db *sql.DB, id int) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := db.QueryRowContext(ctx, "SELECT n FROM items WHERE id = ? FOR UPDATE", id).Scan(&n); err != nil { // want `the QueryRowContext through db is not part of the transaction, which is tx`
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE items SET n = ? WHERE id = ?", n-1, id); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// movedOther puts what goes through other into the transaction, and not db.
func movedOther(db, other *gorm.DB, id int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		other.Statement.ConnPool = tx.Statement.ConnPool
		if err := other.Delete(&struct{ ID int }{id}).Error; err != nil {
			return err
		}
		return db.Delete(&struct{ ID int }{id}).Error // want `the Delete through db is not part of the transaction, which is tx`
	})
}
