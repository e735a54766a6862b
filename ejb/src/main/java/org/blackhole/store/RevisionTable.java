// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The table of revisions, by Jakarta Persistence. Its unit is made here rather than by a
 * descriptor: the container would bring it up while the application waits to start. Every method
 * may throw {@link PersistenceException}, and waits for the database.
 */
final class RevisionTable implements AutoCloseable {

  /** How many revisions are kept: the newest. */
  static final long KEPT = 10_000;

  private final EntityManagerFactory factory;

  private final DataSource database;

  private RevisionTable(EntityManagerFactory factory, DataSource database) {
    this.factory = factory;
    this.database = database;
  }

  /** The table of a database whose schema is up to date. */
  static RevisionTable of(DataSource database) {
    return new RevisionTable(
        new PersistenceConfiguration("revisions")
            .managedClass(RevisionRow.class)
            .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
            .sharedCacheMode(SharedCacheMode.NONE)
            .validationMode(ValidationMode.NONE)
            .property("jakarta.persistence.nonJtaDataSource", database)
            .property("eclipselink.weaving", "false")
            // Whatever fails comes as an exception, and is told once.
            .property("eclipselink.logging.level", "OFF")
            .createEntityManagerFactory(),
        database);
  }

  /**
   * Adds a row, and lets those go that are too old.
   *
   * @param wanted asked last before the commit
   * @return false if it was not wanted any more; nothing has changed then
   */
  boolean insert(RevisionRow row, BooleanSupplier wanted) {
    requireReachable();
    try (EntityManager manager = factory.createEntityManager()) {
      EntityTransaction transaction = manager.getTransaction();
      transaction.begin();
      try {
        manager.persist(row);
        manager.flush();
        manager
            .createQuery("delete from RevisionRow r where r.number <= :last")
            .setParameter("last", row.number() - KEPT)
            .executeUpdate();
        if (wanted.getAsBoolean()) {
          transaction.commit();
          return true;
        }
        return false;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  /** Writes what is there already: whether the database takes changes. */
  void rewriteNewest() {
    requireReachable();
    try (EntityManager manager = factory.createEntityManager()) {
      EntityTransaction transaction = manager.getTransaction();
      transaction.begin();
      try {
        manager
            .createQuery(
                "update RevisionRow r set r.why = r.why where r.number ="
                    + " (select max(n.number) from RevisionRow n)")
            .executeUpdate();
        transaction.commit();
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  /** The highest number; 0 if there is no revision. */
  long newestNumber() {
    Long number =
        query(
            manager ->
                manager
                    .createQuery("select max(r.number) from RevisionRow r", Long.class)
                    .getSingleResultOrNull());
    return number == null ? 0 : number;
  }

  Optional<RevisionRow> newest() {
    return newest(Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** A page, newest first. */
  List<RevisionRow> newest(long before, int limit) {
    return query(
        manager ->
            manager
                .createQuery(
                    "select r from RevisionRow r where r.number < :before order by r.number desc",
                    RevisionRow.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList());
  }

  Optional<RevisionRow> find(long number) {
    return query(manager -> Optional.ofNullable(manager.find(RevisionRow.class, number)));
  }

  @Override
  public void close() {
    factory.close();
  }

  private <T> T query(Function<EntityManager, T> question) {
    requireReachable();
    try (EntityManager manager = factory.createEntityManager()) {
      return question.apply(manager);
    }
  }

  /** The provider would try three times, five seconds apart, before it says that it is away. */
  private void requireReachable() {
    try (Connection connection = database.getConnection()) {
      connection.getAutoCommit();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }
}
