package org.vigie.gateway.recovery.send;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationException;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vigie.model.program.FreePort;

/** HAPI's own server: another team's reading of HL7 and MLLP. Keeps every message. Thread-safe. */
final class HapiReceiver implements AutoCloseable {
    private final HL7Service server;
    private final int port;
    private final List<Message> messages = new ArrayList<>();

    HapiReceiver() throws IOException, InterruptedException {
        DefaultHapiContext context = new DefaultHapiContext();
        context.setModelClassFactory(new GenericModelClassFactory());
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        context.setLowerLayerProtocol(new MinLowerLayerProtocol(true));
        port = FreePort.next();
        server = context.newServer(port, false);
        server.registerApplication(new Keep());
        server.startAndWait();
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", port);
    }

    List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    private final class Keep implements ReceivingApplication<Message> {
        @Override
        public Message processMessage(Message message, Map<String, Object> metadata)
                throws ReceivingApplicationException {
            synchronized (messages) {
                messages.add(message);
            }
            try {
                return message.generateACK();
            } catch (HL7Exception | IOException broken) {
                throw new ReceivingApplicationException(broken);
            }
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
