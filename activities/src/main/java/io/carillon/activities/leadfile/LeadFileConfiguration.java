package io.carillon.activities.leadfile;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.lead.LeadResults;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.imports.ImportActivities;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lead files on their way in. */
@Configuration(proxyBeanMethods = false)
class LeadFileConfiguration {
    @Bean
    JdbcImports imports(Transactions transactions, Outbox outbox) {
        return new JdbcImports(transactions, outbox);
    }

    @Bean
    ImportActivities importActivities(
            Transactions transactions,
            Blobs blobs,
            JdbcImports imports,
            LeadIntake intake,
            WorkflowStarter workflows) {
        var chunks = new ImportChunks(transactions, imports, intake, workflows);
        return new ImportActivitiesImpl(new LeadFileImport(blobs, chunks), imports);
    }

    @Bean
    LeadFilePreviews leadFilePreviews(Transactions transactions, LeadIntake intake) {
        return new LeadFilePreviews(transactions, intake);
    }

    @Bean
    ImportUndo importUndo(
            Transactions transactions,
            JdbcImports imports,
            LeadIntake intake,
            LeadDecisions decisions,
            WorkflowStarter workflows) {
        return new ImportUndo(transactions, imports, intake, decisions, workflows);
    }

    @Bean
    ErrorsCsv errorsCsv(JdbcImports imports, Blobs blobs) {
        return new ErrorsCsv(imports, blobs);
    }

    @Bean
    ResultsCsv resultsCsv(LeadResults results) {
        return new ResultsCsv(results);
    }

    @Bean
    LeadUploads leadUploads(
            Transactions transactions,
            Blobs blobs,
            JdbcImports imports,
            LeadIntake intake,
            WorkflowStarter workflows) {
        return new LeadUploads(transactions, blobs, imports, intake, workflows);
    }

    @Bean
    LeadBatches leadBatches(
            Transactions transactions, LeadIntake intake, WorkflowStarter workflows) {
        return new LeadBatches(transactions, intake, workflows);
    }
}
