package org.vigie.bench.peer;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationException;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.util.Map;

/** HAPI's bundled server (SimpleServer), generic model, no validation: parses and answers AA, keeps nothing. */
public final class HapiServer {
    private HapiServer() {}

    /**
     * Listens until it is killed.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        DefaultHapiContext context = new DefaultHapiContext();
        context.setModelClassFactory(new GenericModelClassFactory());
        context.setValidationContext(ValidationContextFactory.noValidation());
        HL7Service server = context.newServer(Integer.parseInt(arguments[0]), false);
        server.registerApplication(new Accept());
        server.startAndWait();
        ReadyLine.print();
    }

    private static final class Accept implements ReceivingApplication<Message> {
        @Override
        public Message processMessage(Message message, Map<String, Object> metadata)
                throws ReceivingApplicationException {
            try {
                return message.generateACK();
            } catch (HL7Exception | IOException e) {
                throw new ReceivingApplicationException(e);
            }
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }
}
